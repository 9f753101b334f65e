// Sends a [data-upload] form in the background: how far it is, and a way to stop it. Without it the form works as any.
// Of the page that answers, each [data-part] is put in the place of the one of its id; without any the page is gone to.
const part = (form, wanted) => form.querySelector(wanted)

const show = (form, going) => {
  part(form, ".going").hidden = !going
  part(form, "button:not([type])").disabled = going
}

const refused = (form, text) => {
  const page = new DOMParser().parseFromString(text, "text/html")
  const said = page.querySelector("[data-refusal] .said, .summary p")
  const why = part(form, ".why")
  why.textContent = `✗ ${said?.textContent ?? page.title}`
  why.hidden = false
}

const taken = (form, request) => {
  const own = form.closest("[data-part]")
  if (!own) return location.assign(request.responseURL || location.href)
  const page = new DOMParser().parseFromString(request.responseText, "text/html")
  for (const old of document.querySelectorAll("[data-part]")) {
    if (old !== own && old.querySelector(".going:not([hidden])")) continue
    old.replaceWith(page.getElementById(old.id) ?? "")
  }
  document.getElementById(own.id)?.focus()
}

const send = (form) => {
  const request = new XMLHttpRequest()
  const bar = part(form, "progress"), told = part(form, "output"), stop = part(form, "[data-stop]")
  request.upload.onprogress = (event) => {
    if (!event.lengthComputable) return
    bar.value = Math.floor(100 * event.loaded / event.total)
    told.textContent = `${bar.value} %`
  }
  request.onload = () => {
    show(form, false)
    if (request.status < 400) taken(form, request)
    else refused(form, request.responseText)
  }
  request.onerror = () => {
    show(form, false)
    HTMLFormElement.prototype.submit.call(form) // and the browser says what is wrong
  }
  request.onabort = () => show(form, false)
  stop.onclick = () => request.abort()
  part(form, ".why").hidden = true
  request.open(form.method, form.action)
  request.setRequestHeader("Accept", "text/html")
  bar.value = 0
  show(form, true)
  request.send(new FormData(form))
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-upload]")) return
  event.preventDefault()
  send(event.target)
})
