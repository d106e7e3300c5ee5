"""Styles that WeasyPrint 70 computes again for each page and each pseudo-element, computed once.

WeasyPrint shares the computed style of elements that the same rules match below the same parent. The styles of pages,
of their margin boxes, and of what sheets put before and after elements it makes anew; and for each page it looks
through those of all pages before. `install` lets them be shared as well: one style for equal declarations below one
parent.
"""

from __future__ import annotations

from typing import Any


def install() -> None:
    """Let documents that are laid out from now on share such styles, once."""
    from weasyprint.css import StyleFor
    from weasyprint.layout import page

    original = StyleFor.set_computed_styles
    if original.__module__ == __name__:
        return

    def set_computed_styles(
        self: Any,
        element: Any,
        parent: Any,
        root: Any = None,
        pseudo_type: str | None = None,
        base_url: str | None = None,
        target_collector: Any = None,
    ) -> None:
        def compute() -> Any:
            original(self, element, parent, root, pseudo_type, base_url, target_collector)
            return self._computed_styles[element, pseudo_type]

        if pseudo_type is None and not isinstance(element, page.PageType):
            compute()
            return
        above = self._computed_styles[parent, None]
        declared = self._cascaded_styles.get((element, pseudo_type), {})
        key = (id(above), pseudo_type, *((name, id(value), str(weight)) for name, (value, weight) in declared.items()))
        shared = above.cache.setdefault("shared", {})  # WeasyPrint's own place for what it knows of a document
        known = shared.get(key)
        if known is None:
            known = shared[key] = (compute(), above, declared)  # what is held keeps its id
        self._computed_styles[element, pseudo_type] = known[0]
        if target_collector and known[0]["anchor"]:
            target_collector.collect_anchor(known[0]["anchor"])

    def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
        style_for.add_page_declarations(page_type)
        root, cascaded = html.etree_element, style_for.get_cascaded_styles()
        style_for.set_computed_styles(page_type, root=root, parent=root, base_url=html.base_url)
        for element, pseudo_type in cascaded:
            if pseudo_type:
                style_for.set_computed_styles(
                    element, pseudo_type=pseudo_type, root=root, parent=element, base_url=html.base_url
                )
        cascaded.clear()  # they are computed; those of other pages are not looked through again

    StyleFor.set_computed_styles = set_computed_styles
    page.set_page_type_computed_styles = set_page_type_computed_styles
