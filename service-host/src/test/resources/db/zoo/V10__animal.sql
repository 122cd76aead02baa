CREATE TABLE animal (name text PRIMARY KEY);
