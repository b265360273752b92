// The key "/" goes to the search box, unless somebody is typing.
(function () {
    "use strict";

    const box = document.querySelector(".find input");
    document.addEventListener("keydown", (event) => {
        const typing = event.target.closest("input, textarea, select, [contenteditable]");
        if (box && event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
            event.preventDefault();
            box.focus();
        }
    });
})();
