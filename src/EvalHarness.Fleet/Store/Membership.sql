-- What Microsoft Orleans 10.4.2 keeps of its silos, and the statements that it looks up by name. Its own scripts are in no package.
SET LOCAL search_path = evalharness;

CREATE TABLE silo_versions (
  deployment text PRIMARY KEY,
  version int NOT NULL DEFAULT 0
);

CREATE TABLE silos (
  deployment text NOT NULL REFERENCES silo_versions,
  address text NOT NULL,
  port int NOT NULL,
  generation int NOT NULL,
  silo_name text NOT NULL,
  host_name text NOT NULL,
  status int NOT NULL,
  proxy_port int,
  suspect_times text,
  started_at timestamptz NOT NULL,
  alive_at timestamptz NOT NULL,
  PRIMARY KEY (deployment, address, port, generation)
);

CREATE TABLE orleansquery (querykey text PRIMARY KEY, querytext text NOT NULL);

INSERT INTO orleansquery VALUES
('UpdateIAmAlivetimeKey', $$
  UPDATE silos SET alive_at = @IAmAliveTime
  WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
('InsertMembershipVersionKey', $$
  WITH added AS (INSERT INTO silo_versions (deployment) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
  SELECT count(*)::int AS row_count FROM added
$$),
('InsertMembershipKey', $$
  WITH stepped AS (
    UPDATE silo_versions SET version = version + 1 WHERE deployment = @DeploymentId AND version = @Version RETURNING 1
  ), added AS (
    INSERT INTO silos
      (deployment, address, port, generation, silo_name, host_name, status, proxy_port, started_at, alive_at)
    SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort,
      @StartTime, @IAmAliveTime
    FROM stepped ON CONFLICT DO NOTHING RETURNING 1
  )
  SELECT count(*)::int AS row_count FROM added
$$),
('UpdateMembershipKey', $$
  WITH stepped AS (
    UPDATE silo_versions SET version = version + 1 WHERE deployment = @DeploymentId AND version = @Version RETURNING 1
  ), changed AS (
    UPDATE silos
    SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
    WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
      AND EXISTS (SELECT 1 FROM stepped)
    RETURNING 1
  )
  SELECT count(*)::int AS row_count FROM changed
$$),
('MembershipReadRowKey', $$
  SELECT v.deployment AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation,
    s.silo_name AS SiloName, s.host_name AS HostName, s.status AS Status, s.proxy_port AS ProxyPort,
    s.suspect_times AS SuspectTimes, s.started_at AS StartTime, s.alive_at AS IAmAliveTime,
    v.version AS Version
  FROM silo_versions v LEFT JOIN silos s
    ON s.deployment = v.deployment AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
  WHERE v.deployment = @DeploymentId
$$),
('MembershipReadAllKey', $$
  SELECT v.deployment AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation,
    s.silo_name AS SiloName, s.host_name AS HostName, s.status AS Status, s.proxy_port AS ProxyPort,
    s.suspect_times AS SuspectTimes, s.started_at AS StartTime, s.alive_at AS IAmAliveTime,
    v.version AS Version
  FROM silo_versions v LEFT JOIN silos s ON s.deployment = v.deployment
  WHERE v.deployment = @DeploymentId
$$),
('DeleteMembershipTableEntriesKey', $$
  WITH gone AS (DELETE FROM silos WHERE deployment = @DeploymentId)
  DELETE FROM silo_versions WHERE deployment = @DeploymentId
$$),
('GatewaysQueryKey', $$
  SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
  FROM silos WHERE deployment = @DeploymentId AND status = @Status AND proxy_port > 0
$$),
('CleanupDefunctSiloEntriesKey', $$
  DELETE FROM silos WHERE deployment = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3
$$);
