// Sends a [data-upload] form in the background: how far it is, and a way to stop it. Without it the form works as any.
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

const send = (form) => {
  const request = new XMLHttpRequest()
  const bar = part(form, "progress"), told = part(form, "output"), stop = part(form, "[data-stop]")
  request.upload.onprogress = (event) => {
    if (!event.lengthComputable) return
    bar.value = Math.floor(100 * event.loaded / event.total)
    told.textContent = `${bar.value} %`
  }
  const end = () => {
    show(form, false)
    bar.value = 0
  }
  request.onload = () => {
    end()
    if (request.status < 400) location.assign(request.responseURL || location.href)
    else refused(form, request.responseText)
  }
  request.onerror = () => {
    end()
    HTMLFormElement.prototype.submit.call(form) // and the browser says what is wrong
  }
  request.onabort = end
  stop.onclick = () => request.abort()
  part(form, ".why").hidden = true
  request.open(form.method, form.action)
  request.setRequestHeader("Accept", "text/html")
  show(form, true)
  request.send(new FormData(form))
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-upload]")) return
  event.preventDefault()
  send(event.target)
})
