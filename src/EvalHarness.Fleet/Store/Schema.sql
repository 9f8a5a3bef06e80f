-- The store of a fleet: all that must not be lost or overspent. Times are the store's own, whatever the clocks of the workers say.
-- Whoever changes money locks the row of the run's budget first, so that no two wait for each other.
CREATE SCHEMA evalharness;
SET LOCAL search_path = evalharness;

CREATE TABLE store (version int NOT NULL);
INSERT INTO store VALUES (1);

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

CREATE TABLE budgets (
  run int PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
  usd numeric,
  requests bigint,
  spent_usd numeric NOT NULL DEFAULT 0,
  reserved_usd numeric NOT NULL DEFAULT 0,
  sent bigint NOT NULL DEFAULT 0,
  possibly_twice bigint NOT NULL DEFAULT 0,
  second_answers bigint NOT NULL DEFAULT 0
);

-- Models that a run asks no more, and why.
CREATE TABLE stops (
  run int NOT NULL REFERENCES runs ON DELETE CASCADE,
  model text NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (run, model)
);

CREATE TABLE prompts (
  run int NOT NULL REFERENCES runs ON DELETE CASCADE,
  hash text NOT NULL,
  line text NOT NULL,
  PRIMARY KEY (run, hash)
);

-- state: 0 waiting, 1 leased to a worker, 2 sent by it, 3 answered, 4 taken back.
-- The token grows with every lease: who holds an older one sends nothing more.
CREATE TABLE requests (
  run int NOT NULL REFERENCES runs ON DELETE CASCADE,
  key uuid NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  model text NOT NULL,
  prompt text NOT NULL,
  line text NOT NULL,
  state smallint NOT NULL DEFAULT 0,
  token bigint NOT NULL DEFAULT 0,
  worker text,
  lease_until timestamptz,
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
CREATE INDEX requests_leased ON requests (run, lease_until) WHERE lease_until IS NOT NULL;

CREATE TABLE answers (
  run int NOT NULL REFERENCES runs ON DELETE CASCADE,
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
  run int NOT NULL REFERENCES runs ON DELETE CASCADE,
  key uuid NOT NULL,
  token bigint NOT NULL,
  worker text NOT NULL,
  line text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run, key, token)
);

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

-- Leases waiting requests of a model to a worker, in the order in which they were handed in.
CREATE FUNCTION deal(of_run int, of_model text, to_worker text, most int, lease interval)
RETURNS TABLE (key uuid, token bigint, prompt text, line text) LANGUAGE sql AS $$
  WITH next AS MATERIALIZED (
    SELECT r.key FROM requests r
    WHERE r.run = of_run AND r.model = of_model AND r.state = 0
      AND EXISTS (SELECT 1 FROM runs WHERE id = of_run AND is_open)
      AND NOT EXISTS (SELECT 1 FROM stops WHERE stops.run = of_run AND stops.model = of_model)
    ORDER BY r.seq LIMIT most FOR UPDATE SKIP LOCKED
  )
  UPDATE requests r
  SET state = 1, worker = to_worker, token = r.token + 1, lease_until = clock_timestamp() + lease
  FROM next WHERE r.run = of_run AND r.key = next.key
  RETURNING r.key, r.token, r.prompt, r.line
$$;

-- Notes that attempts are about to be sent, and sets their worst case aside: 0 granted, 1 no longer the worker's, 2 to wait for
-- what is in flight, 3 no money left, 4 no requests left. Called again with the same, it says the same.
CREATE FUNCTION reserve(of_run int, keys uuid[], tokens bigint[], attempts int[], most numeric[], leases interval[])
RETURNS smallint[] LANGUAGE plpgsql AS $$
DECLARE
  b budgets%ROWTYPE;
  r requests%ROWTYPE;
  said smallint[] := '{}';
BEGIN
  SELECT * INTO b FROM budgets WHERE run = of_run FOR UPDATE;
  FOR i IN 1 .. cardinality(keys) LOOP
    SELECT * INTO r FROM requests WHERE run = of_run AND key = keys[i] FOR UPDATE;
    IF r.token IS DISTINCT FROM tokens[i] OR r.state NOT IN (1, 2) THEN
      said := said || 1::smallint;
    ELSIF r.attempt >= attempts[i] THEN
      UPDATE requests SET lease_until = clock_timestamp() + leases[i]
      WHERE run = of_run AND key = keys[i] AND settled < attempts[i];
      said := said || 0::smallint;
    ELSIF b.sent >= b.requests THEN
      said := said || 4::smallint;
    ELSIF b.spent_usd + most[i] > b.usd THEN
      said := said || 3::smallint;
    ELSIF b.spent_usd + b.reserved_usd + most[i] > b.usd THEN
      said := said || 2::smallint;
    ELSE
      UPDATE requests
      SET state = 2, attempt = attempts[i], reserved_usd = most[i], in_doubt = false,
          lease_until = clock_timestamp() + leases[i]
      WHERE run = of_run AND key = keys[i];
      b.reserved_usd := b.reserved_usd + most[i];
      b.sent := b.sent + 1;
      b.possibly_twice := b.possibly_twice + r.in_doubt::int;
      said := said || 0::smallint;
    END IF;
  END LOOP;
  UPDATE budgets SET reserved_usd = b.reserved_usd, sent = b.sent, possibly_twice = b.possibly_twice WHERE run = of_run;
  RETURN said;
END $$;

-- Lets another worker have a request, and remembers what was spent on it.
CREATE FUNCTION set_free(r requests) RETURNS void LANGUAGE sql AS $$
  UPDATE requests
  SET state = 0, worker = NULL, lease_until = NULL, attempt = 0, settled = 0, reserved_usd = 0, charged_usd = 0,
      in_doubt = r.in_doubt OR r.attempt > r.settled,
      lost_usd = r.lost_usd + r.charged_usd + r.reserved_usd, lost_attempts = r.lost_attempts + r.attempt
  WHERE run = r.run AND key = r.key
$$;

-- Turns what was set aside into what was charged; what was taken for lost, and charged at its worst, stays so.
CREATE FUNCTION settle(of_run int, keys uuid[], tokens bigint[], attempts int[], charged numeric[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  b budgets%ROWTYPE;
  r requests%ROWTYPE;
BEGIN
  SELECT * INTO b FROM budgets WHERE run = of_run FOR UPDATE;
  FOR i IN 1 .. cardinality(keys) LOOP
    SELECT * INTO r FROM requests WHERE run = of_run AND key = keys[i] FOR UPDATE;
    IF r.token = tokens[i] AND r.attempt = attempts[i] AND r.settled < attempts[i] THEN
      UPDATE requests
      SET settled = attempts[i], reserved_usd = 0, charged_usd = charged_usd + charged[i]
      WHERE run = of_run AND key = keys[i];
      b.reserved_usd := b.reserved_usd - r.reserved_usd;
      b.spent_usd := b.spent_usd + charged[i];
    END IF;
  END LOOP;
  UPDATE budgets SET reserved_usd = b.reserved_usd, spent_usd = b.spent_usd WHERE run = of_run;
END $$;

-- Keeps answers, each under the key of its request. A first answer counts, whoever brings it; a second one is kept beside it, and so
-- is a failure that a worker brings whose lease is over: others are asking.
CREATE FUNCTION answer(
  of_run int, keys uuid[], tokens bigint[], from_worker text, lines text[], reaches smallint[], are_failed boolean[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  r requests%ROWTYPE;
  kept answers%ROWTYPE;
  seconds int := 0;
  added int;
BEGIN
  PERFORM 1 FROM budgets WHERE run = of_run FOR UPDATE;
  FOR i IN 1 .. cardinality(keys) LOOP
    SELECT * INTO r FROM requests WHERE run = of_run AND key = keys[i] FOR UPDATE;
    IF NOT are_failed[i] OR r.token = tokens[i] AND r.state IN (1, 2) THEN
      INSERT INTO answers (run, key, token, worker, line, reach, is_failed)
      VALUES (of_run, keys[i], tokens[i], from_worker, lines[i], reaches[i], are_failed[i])
      ON CONFLICT (run, key) DO NOTHING;
      IF FOUND THEN
        -- What another worker has in flight of it keeps its lease: its money is settled, or charged when the lease is over.
        UPDATE requests SET state = 3, lease_until = CASE WHEN attempt > settled THEN lease_until END
        WHERE run = of_run AND key = keys[i];
        CONTINUE;
      END IF;
    END IF;
    SELECT * INTO kept FROM answers WHERE run = of_run AND key = keys[i];
    IF kept.key IS NULL OR kept.token <> tokens[i] OR kept.worker <> from_worker THEN
      INSERT INTO second_answers (run, key, token, worker, line)
      VALUES (of_run, keys[i], tokens[i], from_worker, lines[i])
      ON CONFLICT DO NOTHING;
      GET DIAGNOSTICS added = ROW_COUNT;
      seconds := seconds + CASE WHEN are_failed[i] THEN 0 ELSE added END;
    END IF;
  END LOOP;
  IF seconds > 0 THEN
    UPDATE budgets SET second_answers = second_answers + seconds WHERE run = of_run;
  END IF;
END $$;

-- Frees requests whose lease is over. What was in flight is charged at its worst, and counts as possibly paid twice once it is
-- asked again. A store that was away first lets those speak who waited for it.
CREATE FUNCTION reap(of_run int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  r requests%ROWTYPE;
  freed int := 0;
  lost numeric := 0;
BEGIN
  IF clock_timestamp() < pg_postmaster_start_time() + interval '10 seconds' THEN
    RETURN 0;
  END IF;
  PERFORM 1 FROM requests WHERE run = of_run AND lease_until < clock_timestamp() LIMIT 1;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  PERFORM 1 FROM budgets WHERE run = of_run FOR UPDATE;
  FOR r IN SELECT * FROM requests WHERE run = of_run AND lease_until < clock_timestamp() FOR UPDATE LOOP
    lost := lost + r.reserved_usd;
    IF r.state = 3 THEN
      UPDATE requests SET lease_until = NULL, settled = attempt, reserved_usd = 0 WHERE run = of_run AND key = r.key;
      CONTINUE;
    END IF;
    PERFORM set_free(r);
    freed := freed + 1;
  END LOOP;
  UPDATE budgets SET reserved_usd = reserved_usd - lost, spent_usd = spent_usd + lost WHERE run = of_run;
  RETURN freed;
END $$;

-- Gives back requests that were leased and are not in flight.
CREATE FUNCTION release(of_run int, keys uuid[], tokens bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  r requests%ROWTYPE;
BEGIN
  PERFORM 1 FROM budgets WHERE run = of_run FOR UPDATE;
  FOR r IN
    SELECT q.* FROM requests q JOIN unnest(keys, tokens) AS held (key, token) ON q.key = held.key AND q.token = held.token
    WHERE q.run = of_run AND (q.state = 1 OR q.state = 2 AND q.attempt = q.settled) FOR UPDATE OF q
  LOOP
    PERFORM set_free(r);
  END LOOP;
END $$;

-- Makes leases longer, never shorter. A row that somebody else changes just now is passed over: its lease is being set.
CREATE FUNCTION renew(of_run int, keys uuid[], tokens bigint[], lease interval) RETURNS void LANGUAGE sql AS $$
  WITH mine AS MATERIALIZED (
    SELECT r.key FROM requests r JOIN unnest(keys, tokens) AS held (key, token) ON r.key = held.key AND r.token = held.token
    WHERE r.run = of_run AND r.state IN (1, 2) FOR UPDATE OF r SKIP LOCKED
  )
  UPDATE requests r SET lease_until = greatest(r.lease_until, clock_timestamp() + lease)
  FROM mine WHERE r.run = of_run AND r.key = mine.key
$$;

-- Hands requests in. One that was taken back waits again, and one whose failure is no answer is asked again.
CREATE FUNCTION hand_in(of_run int, keys uuid[], models text[], hashes text[], lines text[], again boolean[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  failed uuid[];
BEGIN
  PERFORM 1 FROM budgets WHERE run = of_run FOR UPDATE;
  DELETE FROM answers a USING unnest(keys, again) AS asked (key, again)
  WHERE a.run = of_run AND a.key = asked.key AND asked.again AND a.is_failed;
  INSERT INTO requests (run, key, model, prompt, line)
  SELECT of_run, one.key, one.model, one.hash, one.line
  FROM unnest(keys, models, hashes, lines) WITH ORDINALITY AS one (key, model, hash, line, place)
  ORDER BY one.place
  ON CONFLICT (run, key) DO UPDATE
  SET state = 0, worker = NULL, lease_until = NULL, attempt = 0, settled = 0, charged_usd = 0,
      lost_usd = CASE WHEN requests.state = 4 THEN requests.lost_usd ELSE 0 END,
      lost_attempts = CASE WHEN requests.state = 4 THEN requests.lost_attempts ELSE 0 END,
      in_doubt = requests.state = 4 AND requests.in_doubt
  WHERE requests.state = 4
    OR requests.state = 3 AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.run = of_run AND a.key = requests.key);
END $$;

-- Takes back what no worker has sent; gives the keys of what will not be asked.
CREATE FUNCTION take_back(of_run int, of_model text) RETURNS SETOF uuid LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM budgets WHERE run = of_run FOR UPDATE;
  RETURN QUERY UPDATE requests r SET state = 4, worker = NULL, lease_until = NULL, token = r.token + 1
  WHERE r.run = of_run AND r.model = of_model AND r.state IN (0, 1) RETURNING r.key;
END $$;

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
