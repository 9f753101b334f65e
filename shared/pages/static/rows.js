// Adds, copies and removes a row of a form without leaving the page: the same buttons, the answer put in its place.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button[name=do]")
  const section = button?.closest("section.form")
  if (!section || !/^(add|copy|remove):/.test(button.value)) return
  event.preventDefault()
  const form = button.form
  const sent = new URLSearchParams(new FormData(form, button))
  button.disabled = true
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent, redirect: "error" })
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const fresh = page.getElementById(section.id)
    if (!answer.ok || !fresh) throw new Error(String(answer.status))
    section.replaceWith(document.adoptNode(fresh))
    const left = fresh.querySelectorAll("[data-row]")
    const place = button.value.startsWith("add:") ? left.length - 1 : Number(button.value.split("/").pop())
    const row = left[Math.min(place + (button.value.startsWith("copy:") ? 1 : 0), left.length - 1)]
    ;(row ?? fresh).querySelector("input:not([type=hidden]), select, textarea, button")?.focus()
  } catch {
    button.disabled = false
    form.requestSubmit(button)
  }
}, { capture: false })
