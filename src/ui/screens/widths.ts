/** Where the screen changes its shape: the media queries of layout.css. */
export const PHONE = '(max-width: 719px)'
export const COLUMN = '(max-width: 1023px)'
