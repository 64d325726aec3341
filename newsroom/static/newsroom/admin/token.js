// Logging in again, in another tab, gives this browser a new token against forgery; a page that was open before holds
// the old one, and what it sends without being loaded anew would be refused for ever. Where somebody else has logged in
// since, the server refuses it all the same: nothing goes out in another's name (newsroom/admin_site.py).

const user = document.querySelector('meta[name="newsroom-user"]')?.content;

/** The data of a form that is about to be sent, with the token of now and whoever opened the page. */
export function withToken(data) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (token) data.set("csrfmiddlewaretoken", token);
  if (user) data.set("opened_by", user);
  return data;
}
