// Begin: bring back what this browser still keeps, take up what was typed already, send it, and go to the cell that the address names.
(function (Grid) {
    "use strict";

    Grid.ready = true;
    Grid.read();
    for (const one of Grid.entries()) {
        const input = Grid.cell(one.report, one.code);
        if (input && input.tagName === "INPUT") {
            input.value = one.text;
            Grid.show(one.report, one.code);
            Grid.total(one.code);
        }
    }
    // What was typed before the scripts were there has told nobody of its change.
    for (const input of document.querySelectorAll("#grid input")) {
        const { report, code } = Grid.address(input);
        if (input.value !== input.defaultValue && !Grid.entry(report, code)) {
            Grid.edit(input);
        }
    }
    Grid.refresh();
    Grid.flush();
    const here = document.activeElement;
    if (here && here.matches("#grid input")) {
        Grid.arrive(here, here.defaultValue);
    }
    if (location.hash) {
        Grid.focus(location.hash.slice(1));
    }
    Grid.root.dispatchEvent(new Event("grid:ready"));
})(window.Grid);
