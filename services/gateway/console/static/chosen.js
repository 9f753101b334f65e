// Brings the chosen step into sight: a link to it opens the page anew, at its top.
if (!location.hash) document.querySelector(".canvas .row.chosen, .list .chosen, .bubbles .chosen")?.scrollIntoView({ block: "center" })
