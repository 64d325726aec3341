// Logging in again, in another tab, gives this browser a new token against forgery; a page that was open before holds
// the old one, and what it sends without being loaded anew would be refused for ever.

/** The data of a form that is about to be sent, with the token of now. */
export function withToken(data) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (token) data.set("csrfmiddlewaretoken", token);
  return data;
}
