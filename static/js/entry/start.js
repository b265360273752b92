// Begin: bring back what this browser still keeps, send it, and go to the cell that the address names.
(function (Grid) {
    "use strict";

    Grid.read();
    for (const one of Grid.entries()) {
        const input = Grid.cell(one.report, one.code);
        if (input && input.tagName === "INPUT") {
            input.value = one.text;
            Grid.show(one.report, one.code);
            Grid.total(one.code);
        }
    }
    Grid.refresh();
    Grid.flush();
    if (location.hash) {
        Grid.focus(location.hash.slice(1));
    }
})(window.Grid);
