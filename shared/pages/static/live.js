// Tells a page that something moved: <main data-live="/console/in/default/live"> gets an event "moved" on the body, at most
// four a second, and one after every (re)connection, so that nothing is missed. One tab of a browser holds the stream
// and tells the others: six sockets a host are soon used up.
const address = document.querySelector("[data-live]")?.dataset.live
const channel = new BroadcastChannel(`live ${address}`)
const EVERY = 250, AGAIN = 1000
let due = 0, held = false, waiting = 0

const buttons = document.querySelectorAll("[data-hold]")
const say = () => document.querySelectorAll("[data-waiting]").forEach((place) => { place.textContent = waiting || "" })

const busy = () => document.hidden || held || !getSelection().isCollapsed

const refresh = () => {
  due = 0
  if (busy()) {
    waiting += 1
    say()
    document.body.dispatchEvent(new CustomEvent("waiting", { detail: waiting }))
    return
  }
  waiting = 0
  say()
  document.body.dispatchEvent(new CustomEvent("moved"))
}

const moved = () => { due ||= setTimeout(refresh, EVERY) }
const caughtUp = () => { if (waiting && !busy()) refresh() }

// One that broke is opened anew, a refused one, too, which EventSource would give up.
const listen = (told) => {
  const stream = new EventSource(address)
  stream.onopen = told
  stream.onmessage = told
  stream.onerror = () => {
    stream.close()
    setTimeout(() => listen(told), AGAIN)
  }
}

channel.onmessage = moved
document.addEventListener("visibilitychange", caughtUp)
document.addEventListener("selectionchange", caughtUp)
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-hold]")
  if (!button) return
  held = !held
  button.setAttribute("aria-pressed", String(held))
  caughtUp()
})

if (address) {
  for (const button of buttons) button.hidden = false  // without scripts it would do nothing
  const lead = () => {
    listen(() => { channel.postMessage("moved"); moved() })
    return new Promise(() => {})
  }
  if (navigator.locks) navigator.locks.request(`live ${address}`, lead)
  else listen(moved)
}
