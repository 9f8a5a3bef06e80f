-- The store of a fleet: all that must not be lost or overspent. Times are the store's own, whatever the clocks of the workers say.
-- Rows are locked in one order, so that no two wait for each other: a run's budget where it has bounds, its requests by their keys, then
-- the worker's part of its account.
CREATE SCHEMA evalharness;
SET LOCAL search_path = evalharness;

CREATE TABLE store (version int NOT NULL);
INSERT INTO store VALUES (2);

CREATE TABLE runs (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  models text NOT NULL,
  version text NOT NULL,
  uses_cache boolean NOT NULL,
  is_open boolean NOT NULL DEFAULT true,
  opened_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz
);

-- What a run may spend; NULL is without bounds.
CREATE TABLE budgets (
  run int PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
  usd numeric,
  requests bigint
);

-- What a run spends, counted in parts, so that its workers do not wait for each other: the sums of the parts mean something, a part
-- alone nothing.
CREATE TABLE accounts (
  run int NOT NULL REFERENCES runs ON DELETE CASCADE,
  part smallint NOT NULL,
  spent_usd numeric NOT NULL DEFAULT 0,
  reserved_usd numeric NOT NULL DEFAULT 0,
  sent bigint NOT NULL DEFAULT 0,
  possibly_twice bigint NOT NULL DEFAULT 0,
  second_answers bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (run, part)
) WITH (fillfactor = 20);

CREATE VIEW spending AS
SELECT b.run, b.usd, b.requests, coalesce(sum(a.spent_usd), 0) AS spent_usd, coalesce(sum(a.reserved_usd), 0) AS reserved_usd,
  coalesce(sum(a.sent), 0)::bigint AS sent, coalesce(sum(a.possibly_twice), 0)::bigint AS possibly_twice,
  coalesce(sum(a.second_answers), 0)::bigint AS second_answers
FROM budgets b LEFT JOIN accounts a ON a.run = b.run
GROUP BY b.run;

-- Models that a run asks no more, and why.
CREATE TABLE stops (
  run int NOT NULL REFERENCES runs ON DELETE CASCADE,
  model text NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (run, model)
);

CREATE TABLE prompts (
  run int NOT NULL,
  hash text NOT NULL,
  line text NOT NULL,
  PRIMARY KEY (run, hash)
);

-- state: 0 waiting, 1 leased to a worker, 2 answered, 3 taken back. What is in flight is leased, and its attempt not settled.
-- The token grows with every lease: who holds an older one sends nothing more.
-- is_out: whether its lease is to be watched. No index knows what changes when an attempt is sent: such a row is changed in its place.
CREATE TABLE requests (
  run int NOT NULL,
  key uuid NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  model text NOT NULL,
  prompt text NOT NULL,
  line text NOT NULL,
  state smallint NOT NULL DEFAULT 0,
  token bigint NOT NULL DEFAULT 0,
  worker text,
  lease_until timestamptz,
  is_out boolean NOT NULL DEFAULT false,
  attempt int NOT NULL DEFAULT 0,
  settled int NOT NULL DEFAULT 0,
  reserved_usd numeric NOT NULL DEFAULT 0,
  charged_usd numeric NOT NULL DEFAULT 0,
  in_doubt boolean NOT NULL DEFAULT false,
  lost_usd numeric NOT NULL DEFAULT 0,
  lost_attempts int NOT NULL DEFAULT 0,
  PRIMARY KEY (run, key)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX requests_waiting ON requests (run, model, seq) WHERE state = 0;
CREATE INDEX requests_out ON requests (run) WHERE is_out;

CREATE TABLE answers (
  run int NOT NULL,
  key uuid NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  token bigint NOT NULL,
  worker text NOT NULL,
  line text NOT NULL,
  reach smallint,
  is_failed boolean NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run, key)
);
CREATE INDEX answers_in_order ON answers (run, seq);

-- What a second worker was answered, after a first one was taken for lost: paid, kept, and not counted.
CREATE TABLE second_answers (
  run int NOT NULL,
  key uuid NOT NULL,
  token bigint NOT NULL,
  worker text NOT NULL,
  line text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run, key, token)
);

-- What has many rows refers to its run by this alone: a reference proper would have every writer lock the row of the run.
CREATE FUNCTION forget_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM prompts WHERE run = old.id;
  DELETE FROM requests WHERE run = old.id;
  DELETE FROM answers WHERE run = old.id;
  DELETE FROM second_answers WHERE run = old.id;
  RETURN NULL;
END $$;
CREATE TRIGGER forget_run AFTER DELETE ON runs FOR EACH ROW EXECUTE FUNCTION forget_run();

-- Answers by the identity of the request, for all runs; a claim without an answer is somebody's who is asking.
CREATE TABLE cache (
  identity text PRIMARY KEY,
  line text,
  at timestamptz NOT NULL DEFAULT now(),
  claimed_by text,
  claimed_until timestamptz
);

CREATE TABLE limits (
  name text PRIMARY KEY,
  paused_until timestamptz
);

-- The part of a limit that a worker may use until its lease ends.
CREATE TABLE slices (
  name text NOT NULL REFERENCES limits,
  worker text NOT NULL,
  requests numeric,
  tokens numeric,
  in_flight int,
  lease_until timestamptz NOT NULL,
  PRIMARY KEY (name, worker)
);

CREATE TABLE workers (
  name text PRIMARY KEY,
  version text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  has_left boolean NOT NULL DEFAULT false
);

-- Which workers took part in a run, and what they cannot ask of it; '' where they ask all.
CREATE TABLE hands (
  run int NOT NULL REFERENCES runs ON DELETE CASCADE,
  worker text NOT NULL,
  complaint text NOT NULL DEFAULT '',
  PRIMARY KEY (run, worker)
);

-- Tells the store of a run, or that it goes on; gives its number. What its log knows to be spent is spent at least.
CREATE FUNCTION open_run(
  its_name text, its_models text, its_version text, may_cache boolean, most_usd numeric, most_requests bigint, known_usd numeric,
  known_sent bigint)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  its_id int;
BEGIN
  INSERT INTO runs (name, models, version, uses_cache) VALUES (its_name, its_models, its_version, may_cache)
  ON CONFLICT (name) DO UPDATE
  SET models = its_models, version = its_version, uses_cache = may_cache, is_open = true, closed_at = NULL
  RETURNING id INTO its_id;
  INSERT INTO budgets VALUES (its_id, most_usd, most_requests)
  ON CONFLICT (run) DO UPDATE SET usd = most_usd, requests = most_requests;
  INSERT INTO accounts (run, part, spent_usd, sent)
  SELECT run, 0, greatest(0, known_usd - spent_usd), greatest(0, known_sent - sent) FROM spending WHERE run = its_id
  ON CONFLICT (run, part) DO UPDATE
  SET spent_usd = accounts.spent_usd + excluded.spent_usd, sent = accounts.sent + excluded.sent;
  DELETE FROM stops WHERE run = its_id;
  RETURN its_id;
END $$;

-- Leases waiting requests to workers, in the order in which they were handed in. Where fewer wait than are wanted, each worker gets one
-- before any gets a second. Always planned for what is wanted now: a plan for any number would read all rows of a long run.
CREATE FUNCTION deal(of_run int, models text[], workers text[], most int[], lease interval)
RETURNS TABLE (place int, key uuid, token bigint, prompt text, line text) LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  one record;
  found_keys uuid[];
BEGIN
  IF NOT EXISTS (SELECT 1 FROM runs WHERE id = of_run AND is_open) THEN
    RETURN;
  END IF;
  FOR one IN
    SELECT w.model, sum(w.most) AS most FROM unnest(models, most) AS w (model, most)
    WHERE w.model NOT IN (SELECT s.model FROM stops s WHERE s.run = of_run) GROUP BY w.model
  LOOP
    SELECT array_agg(waiting.key ORDER BY waiting.seq) INTO found_keys FROM (
      SELECT r.key, r.seq FROM requests r WHERE r.run = of_run AND r.model = one.model AND r.state = 0
      ORDER BY r.seq LIMIT one.most FOR UPDATE SKIP LOCKED
    ) AS waiting;
    RETURN QUERY
      WITH seats AS (
        SELECT w.worker, w.place, row_number() OVER (ORDER BY seat, w.place) AS turn
        FROM unnest(models, workers, most) WITH ORDINALITY AS w (model, worker, most, place)
        CROSS JOIN LATERAL generate_series(1, w.most) AS seat
        WHERE w.model = one.model ORDER BY turn LIMIT cardinality(found_keys)
      )
      UPDATE requests r
      SET state = 1, worker = seats.worker, token = r.token + 1, lease_until = clock_timestamp() + lease, is_out = true
      FROM seats WHERE r.run = of_run AND r.key = found_keys[seats.turn]
      RETURNING seats.place::int, r.key, r.token, r.prompt, r.line;
  END LOOP;
END $$;

-- Adds to what a run has spent, in a worker's part.
CREATE FUNCTION account(of_run int, of_worker text, usd numeric, reserved numeric, attempts bigint, twice bigint, seconds bigint)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO accounts AS a VALUES (of_run, hashtext(of_worker) & 63, usd, reserved, attempts, twice, seconds)
  ON CONFLICT (run, part) DO UPDATE
  SET spent_usd = a.spent_usd + usd, reserved_usd = a.reserved_usd + reserved, sent = a.sent + attempts,
      possibly_twice = a.possibly_twice + twice, second_answers = a.second_answers + seconds
$$;

-- Locks requests; all who lock several do it so.
CREATE FUNCTION hold(of_run int, keys uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM requests WHERE run = of_run AND key = ANY (keys) ORDER BY key FOR UPDATE;
END $$;

-- Notes that attempts are about to be sent, and sets their worst case aside: 0 granted, 1 no longer the worker's, 2 to wait for
-- what is in flight, 3 no money left, 4 no requests left. Called again with the same, it says the same.
CREATE FUNCTION reserve(
  of_run int, by_worker text, keys uuid[], tokens bigint[], attempts int[], most numeric[], leases interval[])
RETURNS smallint[] LANGUAGE plpgsql AS $$
DECLARE
  b budgets%ROWTYPE;
  is_mine boolean[];
  sent_before int[];
  spent numeric := 0;
  aside numeric := 0;
  had bigint := 0;
  granted numeric := 0;
  twice bigint;
  sending int[] := '{}';
  said smallint[] := '{}';
BEGIN
  SELECT * INTO b FROM budgets WHERE run = of_run;
  IF b.usd IS NOT NULL OR b.requests IS NOT NULL THEN
    -- What is bounded is granted one after the other; the sums are read once the others have had their turn.
    SELECT * INTO b FROM budgets WHERE run = of_run FOR UPDATE;
    PERFORM hold(of_run, keys);
    SELECT s.spent_usd, s.reserved_usd, s.sent INTO spent, aside, had FROM spending s WHERE s.run = of_run;
  ELSE
    PERFORM hold(of_run, keys);
  END IF;
  SELECT array_agg(r.token IS NOT DISTINCT FROM asked.token AND r.state = 1 ORDER BY asked.place),
         array_agg(r.attempt ORDER BY asked.place)
  INTO is_mine, sent_before
  FROM unnest(keys, tokens) WITH ORDINALITY AS asked (key, token, place)
  LEFT JOIN requests r ON r.run = of_run AND r.key = asked.key;
  FOR i IN 1 .. cardinality(keys) LOOP
    IF is_mine[i] IS NOT TRUE THEN
      said[i] := 1;
    ELSIF sent_before[i] >= attempts[i] THEN
      said[i] := 0;
    ELSIF had + cardinality(sending) >= b.requests THEN
      said[i] := 4;
    ELSIF spent + most[i] > b.usd THEN
      said[i] := 3;
    ELSIF spent + aside + granted + most[i] > b.usd THEN
      said[i] := 2;
    ELSE
      said[i] := 0;
      granted := granted + most[i];
      sending := sending || i;
    END IF;
  END LOOP;
  WITH allowed AS MATERIALIZED (
    SELECT asked.*, asked.attempt > r.attempt AS is_new, r.in_doubt
    FROM unnest(keys, attempts, most, leases, said) AS asked (key, attempt, most, lease, said)
    JOIN requests r ON r.run = of_run AND r.key = asked.key
    WHERE asked.said = 0 AND asked.attempt > r.settled
  ), noted AS (
    UPDATE requests r
    SET attempt = greatest(r.attempt, allowed.attempt), in_doubt = r.in_doubt AND NOT allowed.is_new,
        reserved_usd = CASE WHEN allowed.is_new THEN allowed.most ELSE r.reserved_usd END,
        lease_until = clock_timestamp() + allowed.lease
    FROM allowed WHERE r.run = of_run AND r.key = allowed.key
  )
  SELECT count(*) FILTER (WHERE is_new AND in_doubt) INTO twice FROM allowed;
  IF cardinality(sending) > 0 THEN
    PERFORM account(of_run, by_worker, 0, granted, cardinality(sending), twice, 0);
  END IF;
  RETURN said;
END $$;

-- Lets another worker have a request, and remembers what was spent on it.
CREATE FUNCTION set_free(r requests) RETURNS void LANGUAGE sql AS $$
  UPDATE requests
  SET state = 0, worker = NULL, lease_until = NULL, is_out = false, attempt = 0, settled = 0, reserved_usd = 0, charged_usd = 0,
      in_doubt = r.in_doubt OR r.attempt > r.settled,
      lost_usd = r.lost_usd + r.charged_usd + r.reserved_usd, lost_attempts = r.lost_attempts + r.attempt
  WHERE run = r.run AND key = r.key
$$;

-- Turns what was set aside for attempts into what was charged; what was taken for lost, and charged at its worst, stays so.
CREATE FUNCTION settle(of_run int, by_worker text, keys uuid[], tokens bigint[], attempts int[], charged numeric[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  spent numeric;
  freed numeric;
BEGIN
  PERFORM hold(of_run, keys);
  WITH due AS MATERIALIZED (
    SELECT r.key, r.reserved_usd, brought.attempt, brought.usd
    FROM unnest(keys, tokens, attempts, charged) AS brought (key, token, attempt, usd)
    JOIN requests r ON r.run = of_run AND r.key = brought.key
    WHERE r.token = brought.token AND r.attempt = brought.attempt AND r.settled < brought.attempt
  ), settled AS (
    UPDATE requests r SET settled = due.attempt, reserved_usd = 0, charged_usd = r.charged_usd + due.usd
    FROM due WHERE r.run = of_run AND r.key = due.key
  )
  SELECT sum(usd), sum(reserved_usd) INTO spent, freed FROM due;
  IF spent IS NOT NULL THEN
    PERFORM account(of_run, by_worker, spent, -freed, 0, 0, 0);
  END IF;
END $$;

-- Keeps answers, each under the key of its request, and settles the attempts that brought them (0: none) in the same step: what is
-- settled and not kept would be asked and paid again, and nobody would know. A first answer counts, whoever brings it; a second one is
-- kept beside it, and so is a failure that a worker brings whose lease is over: others are asking. A key comes once in a call.
CREATE FUNCTION answer(
  of_run int, by_worker text, keys uuid[], tokens bigint[], attempts int[], charged numeric[], lines text[], reaches smallint[],
  are_failed boolean[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  spent numeric;
  freed numeric;
  seconds bigint;
BEGIN
  PERFORM hold(of_run, keys);
  WITH brought AS MATERIALIZED (
    SELECT came.*, r.token = came.token AND r.state = 1 AS is_theirs, r.reserved_usd, r.attempt AS sent, r.settled,
      r.token = came.token AND r.attempt = came.attempt AND r.settled < came.attempt AS is_due
    FROM unnest(keys, tokens, attempts, charged, lines, reaches, are_failed)
      AS came (key, token, attempt, usd, line, reach, is_failed)
    JOIN requests r ON r.run = of_run AND r.key = came.key
  ), firsts AS (
    INSERT INTO answers (run, key, token, worker, line, reach, is_failed)
    SELECT of_run, key, token, by_worker, line, reach, is_failed FROM brought WHERE NOT is_failed OR is_theirs
    ON CONFLICT (run, key) DO NOTHING RETURNING key
  ), kept AS (
    INSERT INTO second_answers (run, key, token, worker, line)
    SELECT of_run, b.key, b.token, by_worker, b.line
    FROM brought b LEFT JOIN firsts USING (key) LEFT JOIN answers a ON a.run = of_run AND a.key = b.key
    WHERE firsts.key IS NULL AND (a.token IS DISTINCT FROM b.token OR a.worker IS DISTINCT FROM by_worker)
    ON CONFLICT DO NOTHING RETURNING key
  ), noted AS (
    -- What another worker has in flight of an answered one keeps its lease: its money is settled, or charged when the lease is over.
    UPDATE requests r
    SET state = CASE WHEN f.key IS NULL THEN r.state ELSE 2 END,
        settled = CASE WHEN b.is_due THEN b.attempt ELSE r.settled END,
        reserved_usd = CASE WHEN b.is_due THEN 0 ELSE r.reserved_usd END,
        charged_usd = r.charged_usd + CASE WHEN b.is_due THEN b.usd ELSE 0 END,
        is_out = r.is_out AND (f.key IS NULL AND r.state = 1 OR r.attempt > r.settled AND NOT b.is_due),
        lease_until = CASE WHEN f.key IS NULL AND r.state = 1 OR r.attempt > r.settled AND NOT b.is_due THEN r.lease_until END
    FROM brought b LEFT JOIN firsts f USING (key)
    WHERE r.run = of_run AND r.key = b.key AND (f.key IS NOT NULL OR b.is_due)
  )
  SELECT sum(usd) FILTER (WHERE is_due), sum(reserved_usd) FILTER (WHERE is_due),
    (SELECT count(*) FROM kept JOIN brought USING (key) WHERE NOT is_failed)
  INTO spent, freed, seconds FROM brought;
  IF spent IS NOT NULL OR seconds > 0 THEN
    PERFORM account(of_run, by_worker, coalesce(spent, 0), -coalesce(freed, 0), 0, 0, seconds);
  END IF;
END $$;

-- Frees requests whose lease is over. What was in flight is charged at its worst, and counts as possibly paid twice once it is
-- asked again. A store that was away first lets those speak who waited for it; who is speaking just now is not lost.
CREATE FUNCTION reap(of_run int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  r requests%ROWTYPE;
  freed int := 0;
  lost numeric := 0;
BEGIN
  IF clock_timestamp() < pg_postmaster_start_time() + interval '10 seconds' THEN
    RETURN 0;
  END IF;
  FOR r IN
    SELECT * FROM requests WHERE run = of_run AND is_out AND lease_until < clock_timestamp() ORDER BY key FOR UPDATE SKIP LOCKED
  LOOP
    lost := lost + r.reserved_usd;
    IF r.state = 2 THEN
      UPDATE requests SET lease_until = NULL, is_out = false, settled = attempt, reserved_usd = 0
      WHERE run = of_run AND key = r.key;
      CONTINUE;
    END IF;
    PERFORM set_free(r);
    freed := freed + 1;
  END LOOP;
  IF lost > 0 THEN
    PERFORM account(of_run, '', lost, -lost, 0, 0, 0);
  END IF;
  RETURN freed;
END $$;

-- Gives back requests that were leased and are not in flight.
CREATE FUNCTION release(of_run int, keys uuid[], tokens bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  r requests%ROWTYPE;
BEGIN
  PERFORM hold(of_run, keys);
  FOR r IN
    SELECT q.* FROM requests q JOIN unnest(keys, tokens) AS held (key, token) ON q.key = held.key AND q.token = held.token
    WHERE q.run = of_run AND q.state = 1 AND q.attempt = q.settled
  LOOP
    PERFORM set_free(r);
  END LOOP;
END $$;

-- Makes leases longer, never shorter. A row that somebody else changes just now is passed over: its lease is being set.
CREATE FUNCTION renew(of_run int, keys uuid[], tokens bigint[], lease interval) RETURNS void LANGUAGE sql AS $$
  WITH mine AS MATERIALIZED (
    SELECT r.key FROM requests r JOIN unnest(keys, tokens) AS held (key, token) ON r.key = held.key AND r.token = held.token
    WHERE r.run = of_run AND r.state = 1 FOR UPDATE OF r SKIP LOCKED
  )
  UPDATE requests r SET lease_until = greatest(r.lease_until, clock_timestamp() + lease)
  FROM mine WHERE r.run = of_run AND r.key = mine.key
$$;

-- Hands requests in. One that was taken back waits again, and one whose failure is no answer is asked again; what another worker had in
-- flight of that one is charged at its worst.
CREATE FUNCTION hand_in(of_run int, keys uuid[], models text[], hashes text[], lines text[], again boolean[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  lost numeric;
BEGIN
  PERFORM hold(of_run, keys);
  WITH wrong AS (
    DELETE FROM answers a USING unnest(keys, again) AS asked (key, again)
    WHERE a.run = of_run AND a.key = asked.key AND asked.again AND a.is_failed RETURNING a.key
  )
  SELECT sum(reserved_usd) INTO lost FROM requests JOIN wrong USING (key) WHERE run = of_run;
  IF lost > 0 THEN
    PERFORM account(of_run, '', lost, -lost, 0, 0, 0);
  END IF;
  INSERT INTO requests (run, key, model, prompt, line)
  SELECT of_run, one.key, one.model, one.hash, one.line
  FROM unnest(keys, models, hashes, lines) WITH ORDINALITY AS one (key, model, hash, line, place)
  ORDER BY one.place
  ON CONFLICT (run, key) DO UPDATE
  SET state = 0, worker = NULL, lease_until = NULL, is_out = false, attempt = 0, settled = 0, reserved_usd = 0, charged_usd = 0,
      lost_usd = requests.reserved_usd + CASE WHEN requests.state = 3 THEN requests.lost_usd ELSE 0 END,
      lost_attempts = requests.attempt - requests.settled + CASE WHEN requests.state = 3 THEN requests.lost_attempts ELSE 0 END,
      in_doubt = requests.state = 3 AND requests.in_doubt OR requests.attempt > requests.settled
  WHERE requests.state = 3
    OR requests.state = 2 AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.run = of_run AND a.key = requests.key);
END $$;

-- Takes back what no worker has sent; gives the keys of what will not be asked.
CREATE FUNCTION take_back(of_run int, of_model text) RETURNS SETOF uuid LANGUAGE sql AS $$
  WITH unsent AS MATERIALIZED (
    SELECT key FROM requests
    WHERE run = of_run AND model = of_model AND (state = 0 OR state = 1 AND attempt = 0) ORDER BY key FOR UPDATE
  )
  UPDATE requests r SET state = 3, worker = NULL, lease_until = NULL, is_out = false, token = r.token + 1
  FROM unsent WHERE r.run = of_run AND r.key = unsent.key RETURNING r.key
$$;

-- Answers to requests of any run; what has none is claimed, where nobody else's claim lasts. In one order, so that no two wait for
-- each other.
CREATE FUNCTION claim(identities text[], owners text[], lease interval)
RETURNS TABLE (identity text, claimed_by text, line text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  INSERT INTO cache AS c (identity, claimed_by, claimed_until)
  SELECT DISTINCT ON (wanted.identity) wanted.identity, wanted.owner, clock_timestamp() + lease
  FROM unnest(identities, owners) AS wanted (identity, owner) ORDER BY wanted.identity
  ON CONFLICT (identity) DO UPDATE SET claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until
  WHERE c.line IS NULL AND (c.claimed_until < clock_timestamp() OR c.claimed_by = excluded.claimed_by);
  RETURN QUERY SELECT c.identity, c.claimed_by, c.line FROM cache c WHERE c.identity = ANY (identities);
END $$;

-- The part of a limit that a worker may use until its lease ends: an equal share, as far as the others have left it free.
CREATE FUNCTION slice(
  of_limit text, for_worker text, all_requests numeric, all_tokens numeric, all_in_flight int, lease interval)
RETURNS TABLE (requests numeric, tokens numeric, in_flight int, paused_seconds double precision) LANGUAGE plpgsql AS $$
DECLARE
  paused timestamptz;
  n int;
  place int;
  r numeric;
  t numeric;
  f int;
BEGIN
  INSERT INTO limits (name) VALUES (of_limit) ON CONFLICT DO NOTHING;
  SELECT l.paused_until INTO paused FROM limits l WHERE l.name = of_limit FOR UPDATE;
  DELETE FROM slices s WHERE s.name = of_limit AND s.lease_until < clock_timestamp();
  INSERT INTO slices (name, worker, requests, tokens, in_flight, lease_until)
  VALUES (of_limit, for_worker, 0, 0, 0, clock_timestamp() + lease)
  ON CONFLICT (name, worker) DO NOTHING;
  SELECT count(*), count(*) FILTER (WHERE s.worker < for_worker) INTO n, place FROM slices s WHERE s.name = of_limit;
  -- What is not bounded stays NULL: greatest() would make a 0 of it.
  SELECT CASE WHEN all_requests IS NOT NULL
           THEN greatest(0, least(all_requests / n, all_requests - coalesce(sum(s.requests), 0))) END,
         CASE WHEN all_tokens IS NOT NULL
           THEN greatest(0, least(all_tokens / n, all_tokens - coalesce(sum(s.tokens), 0))) END,
         CASE WHEN all_in_flight IS NOT NULL
           THEN greatest(0, least(all_in_flight / n + (place < all_in_flight % n)::int,
                                  all_in_flight - coalesce(sum(s.in_flight), 0))) END
  INTO r, t, f
  FROM slices s WHERE s.name = of_limit AND s.worker <> for_worker;
  UPDATE slices s SET requests = r, tokens = t, in_flight = f, lease_until = clock_timestamp() + lease
  WHERE s.name = of_limit AND s.worker = for_worker;
  RETURN QUERY SELECT r, t, f, greatest(0, extract(epoch FROM paused - clock_timestamp()))::double precision;
END $$;
