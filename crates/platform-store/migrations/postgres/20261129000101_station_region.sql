-- Where a station lies, as deadline policies name it: everywhere unless the company says more.
ALTER TABLE station ADD COLUMN region TEXT COLLATE "C" NOT NULL DEFAULT '*';
