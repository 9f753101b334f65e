"""The kit of the pages, the third door: templates, words, sessions, forms and looks for what people see in a browser.

Page functions are routes of a `Place`; they call the same procedures and views as the API (docs/architecture.md).
"""
