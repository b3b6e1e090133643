/** Where a panel fills the window and lies over the stage, as in SidePanel.module.css. */
export const NARROW = '(max-width: 720px)'
