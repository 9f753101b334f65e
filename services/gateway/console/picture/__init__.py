"""The picture of a journey: pure functions from its steps to rows, lanes, arrows, bars and pills with their places.

Steps are joined into shapes, reads are left out, tries stand where they happened, what repeats is folded, idle time is
cut, and chapters are opened (`joined noise tries runs gaps chapters`, in `rows` one after the other). What comes out
is laid on lanes (`sequence`), along the time (`waterfall`), or by the things whose states changed (`states`); `table`
has every step, `messages` the texts. `services.gateway.console.svg` makes pictures of it:

    steps = steps_of(trace["steps"])
    view, words = view_of(request.query_params), Words("zh")
    drawing = sequence_of(steps, view, words, Links("/console/in/default"), away=trace["unavailable"])
    picture = sequence_svg(drawing, words) if drawing else None
"""
