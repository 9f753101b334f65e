// Keys for whoever looks at many things: j and k move, Enter opens; the others are those of the [data-key] elements.
const typing = (target) => target.closest("input, select, textarea, [contenteditable]")

const rows = () => [...document.querySelectorAll("[data-key-row]")].filter((row) => row.getClientRects().length)

const move = (by) => {
  const all = rows()
  const at = all.indexOf(document.activeElement.closest("[data-key-row]"))
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)]
  const link = next?.matches("a") ? next : next?.querySelector("a")
  link?.focus()
}

const marked = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`)

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur()
    return
  }
  if (event.key === "j" || event.key === "k") {
    move(event.key === "j" ? 1 : -1)
    event.preventDefault()
    return
  }
  const wanted = marked(event.key)
  if (!wanted) return
  event.preventDefault()
  if (wanted.matches("input, select, textarea")) wanted.focus()
  else wanted.click()
})
