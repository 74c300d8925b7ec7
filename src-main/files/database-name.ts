/** What the database in the data folder is called; one of another name was put where it is by somebody. */
export const databaseName = 'ascent.db'
