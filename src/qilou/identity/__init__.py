"""身份 Who there is: jurisdictions, organisations, functions in the law and their holders, people, posts, sign-in."""
