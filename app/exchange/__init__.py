"""Files from outside and for outside: spreadsheets in and out, pictures. Whatever comes in is taken for hostile."""
