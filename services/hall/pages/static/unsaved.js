// Says so as soon as something in a [data-unsaved] form was changed, and asks before it is left that way.
const form = document.querySelector("[data-unsaved]")
let changed = form?.dataset.unsaved === "True"

form?.addEventListener("input", () => {
  changed = true
  const told = form.querySelector(".kept")
  if (told) told.textContent = told.dataset.changed
})
form?.addEventListener("click", (event) => {
  if (/^(add|copy|remove):/.test(event.target.closest?.("button[name=do]")?.value)) changed = true
})
addEventListener("submit", () => { changed = false })
addEventListener("beforeunload", (event) => { if (changed) event.preventDefault() })
