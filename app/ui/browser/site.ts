import './live-part.ts'

// A second press while the first is under way would send the form twice.
addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement
  if (form.method !== 'post') return
  if (form.dataset.sent) return event.preventDefault()
  form.dataset.sent = 'yes'
})
// Coming back with the browser's arrow shows the page as it was left: it may be sent anew.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]')) delete form.dataset.sent
})
// Fields left empty in a search have no place in its address.
addEventListener('formdata', (event) => {
  if ((event.target as HTMLFormElement).method !== 'get') return
  for (const [name, value] of [...event.formData]) if (value === '') event.formData.delete(name)
})
