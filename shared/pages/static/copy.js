// Copies what stands in data-copy. Without a clipboard (plain http on a network) the text is selected instead.
const select = (button) => {
  const text = button.parentElement.querySelector("code")
  if (text) getSelection().selectAllChildren(text)
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]")
  if (!button) return
  try {
    await navigator.clipboard.writeText(button.dataset.copy)
  } catch {
    select(button)
    return
  }
  const before = button.textContent
  button.textContent = button.dataset.done
  setTimeout(() => { button.textContent = before }, 1200)
})
