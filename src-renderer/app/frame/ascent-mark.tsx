/** The app's mark: points on a rising line between two axes. */
export function AscentMark() {
  return (
    <svg
      width="22"
      height="22"
      viewBox="0 0 24 24"
      fill="none"
      stroke="var(--accent)"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d="M3 3v18h18" />
      <circle cx="9" cy="9" r="2" />
      <circle cx="19" cy="6" r="2" />
      <circle cx="14" cy="15" r="2" />
      <path d="m10.2 10.6 2.6 2.8M15 13.2l3.3-5.4" />
    </svg>
  )
}
