// A button that has to wait says how long: data-countdown holds the seconds, data-waiting the words, with % for them.
for (const button of document.querySelectorAll("[data-countdown]")) {
  let left = Number(button.dataset.countdown)
  const words = button.textContent
  const tick = () => {
    button.disabled = left > 0
    button.textContent = left > 0 ? button.dataset.waiting.replace("%", left) : words
    if (left > 0) setTimeout(tick, 1000)
    left -= 1
  }
  if (left > 0) tick()
}
