"""What the database keeps of the address plan by itself: what is free, what is counted, what may not be.

Free space is kept in largest blocks, as a buddy allocator does: taking splits the block it lies in, giving back joins
halves. So the next free address, the best fit and the sparse one are each one step down an index, whatever is taken.
Of disjoint blocks in `cidr` order the one that holds an address is the last that is not greater.
"""

FUNCTIONS = """
CREATE FUNCTION network_size(block cidr) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT round(power(2::numeric, CASE family(block) WHEN 4 THEN 32 ELSE 128 END - masklen(block)))
$$;
-- the other half of the block that is one bit shorter
CREATE FUNCTION network_sibling(block cidr) RETURNS cidr LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN lower = block THEN upper ELSE lower END FROM (
        SELECT set_masklen(above, masklen(block)) AS lower, network(set_masklen(broadcast(above), masklen(block))) AS upper
        FROM (SELECT set_masklen(block, masklen(block) - 1) AS above) AS one
    ) AS halves
$$;
-- the last address of a block: all that lies in it is between the block and this
CREATE FUNCTION network_end(block cidr) RETURNS cidr LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT set_masklen(broadcast(block), CASE family(block) WHEN 4 THEN 32 ELSE 128 END)::cidr
$$;
-- the largest blocks that are left of a block: siblings of what lies above the taken ones, unless above one themselves
CREATE FUNCTION network_left(whole cidr, taken cidr[]) RETURNS SETOF cidr LANGUAGE sql IMMUTABLE AS $$
    WITH above AS (
        SELECT DISTINCT set_masklen(t.block, k) AS block
        FROM unnest(taken) AS t (block), generate_series(masklen(whole) + 1, masklen(t.block)) AS k
    )
    SELECT network_sibling(block) FROM above EXCEPT SELECT block FROM above
$$;
"""

PROMISES = """
ALTER TABLE network_prefix
    ADD CONSTRAINT prefix_strictly_within_parent CHECK (parent_network IS NULL OR network << parent_network),
    ADD CONSTRAINT prefix_within_delegation CHECK (delegated_network IS NULL OR network <<= delegated_network),
    ADD COLUMN parent_kind varchar(10) GENERATED ALWAYS AS (CASE WHEN parent_id IS NOT NULL THEN 'container' END) STORED,
    ADD COLUMN delegated boolean GENERATED ALWAYS AS (CASE WHEN delegation_id IS NOT NULL THEN true END) STORED,
    ADD CONSTRAINT prefix_as_parent UNIQUE (id, network, vrf_id, kind),
    ADD CONSTRAINT prefix_under_its_body UNIQUE (id, jurisdiction_id);
ALTER TABLE network_prefix
    ADD CONSTRAINT prefix_lies_in_a_container FOREIGN KEY (parent_id, parent_network, vrf_id, parent_kind)
        REFERENCES network_prefix (id, network, vrf_id, kind) DEFERRABLE,
    ADD CONSTRAINT prefix_of_the_vrfs_owner FOREIGN KEY (vrf_id, owner_id) REFERENCES network_vrf (id, owner_id),
    ADD CONSTRAINT prefix_inside_the_delegated_block
        FOREIGN KEY (delegation_id, jurisdiction_id, delegated_network, vrf_id, delegated)
        REFERENCES network_delegation (id, jurisdiction_id, network, vrf_id, in_force) DEFERRABLE;
ALTER TABLE network_freeblock
    ADD CONSTRAINT free_block_of_prefix FOREIGN KEY (prefix_id) REFERENCES network_prefix ON DELETE CASCADE;
ALTER TABLE network_allocation
    ADD CONSTRAINT allocation_within_prefix CHECK (block <<= prefix_network),
    ADD COLUMN prefix_kind varchar(10) GENERATED ALWAYS AS ('pool') STORED,
    ADD CONSTRAINT allocation_lies_in_a_pool FOREIGN KEY (prefix_id, prefix_network, vrf_id, prefix_kind)
        REFERENCES network_prefix (id, network, vrf_id, kind) DEFERRABLE,
    ADD CONSTRAINT allocation_by_the_body_of_the_pool FOREIGN KEY (prefix_id, jurisdiction_id)
        REFERENCES network_prefix (id, jurisdiction_id) ON UPDATE CASCADE DEFERRABLE;

-- take blocks out of what is free in a prefix
CREATE FUNCTION network_carve(of bigint, taken cidr[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE hit record;
BEGIN
    FOR hit IN
        SELECT f.block AS free, array_agg(t.block) AS blocks
        FROM unnest(taken) AS t (block), LATERAL (
            SELECT block FROM network_freeblock WHERE prefix_id = of AND block <= t.block ORDER BY block DESC LIMIT 1
        ) AS f
        WHERE f.block >>= t.block GROUP BY f.block
    LOOP
        DELETE FROM network_freeblock WHERE prefix_id = of AND block = hit.free;
        INSERT INTO network_freeblock (prefix_id, block) SELECT of, network_left(hit.free, hit.blocks);
    END LOOP;
    DELETE FROM network_freeblock AS f USING unnest(taken) AS t (block)
    WHERE masklen(t.block) < CASE family(t.block) WHEN 4 THEN 32 ELSE 128 END
        AND f.prefix_id = of AND f.block > t.block AND f.block <= network_end(t.block);
END $$;

-- give a block back to what is free in a prefix, but for what still lies in it
CREATE FUNCTION network_give_back(of bigint, given cidr) RETURNS void LANGUAGE plpgsql AS $$
DECLARE piece cidr := given; top cidr; within cidr[];
BEGIN
    SELECT network INTO top FROM network_prefix WHERE id = of;
    IF EXISTS (
        SELECT FROM (SELECT network FROM network_prefix WHERE parent_id = of AND network <= given
            ORDER BY network DESC LIMIT 1) AS child WHERE child.network >>= given
    ) THEN RETURN; END IF;
    SELECT array_agg(block) INTO within FROM (
        SELECT network AS block FROM network_prefix
        WHERE parent_id = of AND network BETWEEN given AND network_end(given)
        UNION ALL
        SELECT block FROM network_allocation
        WHERE prefix_id = of AND block BETWEEN given AND network_end(given) AND status <> 'released'
    ) AS still;
    IF within IS NOT NULL THEN
        INSERT INTO network_freeblock (prefix_id, block) SELECT of, network_left(given, within) ON CONFLICT DO NOTHING;
        RETURN;
    END IF;
    WHILE masklen(piece) > masklen(top) LOOP
        DELETE FROM network_freeblock WHERE prefix_id = of AND block = network_sibling(piece);
        EXIT WHEN NOT FOUND;
        piece := set_masklen(piece, masklen(piece) - 1);
    END LOOP;
    INSERT INTO network_freeblock (prefix_id, block) VALUES (of, piece) ON CONFLICT DO NOTHING;
END $$;

-- bring counts and free blocks of every pool to what its allocations now are; pools are locked in order
CREATE FUNCTION network_settle(prefixes bigint[], blocks cidr[], earlier text[], later text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE one record; given cidr; of_delegation bigint;
BEGIN
    FOR one IN
        SELECT t.prefix,
            coalesce(sum(s.size) FILTER (WHERE t.now IN ('active', 'suspended')), 0)
                - coalesce(sum(s.size) FILTER (WHERE t.was IN ('active', 'suspended')), 0) AS used,
            coalesce(sum(s.size) FILTER (WHERE t.now = 'held'), 0)
                - coalesce(sum(s.size) FILTER (WHERE t.was = 'held'), 0) AS held,
            coalesce(sum(s.size) FILTER (WHERE t.now = 'cooling'), 0)
                - coalesce(sum(s.size) FILTER (WHERE t.was = 'cooling'), 0) AS cooling,
            coalesce(sum(s.size) FILTER (WHERE t.now = 'reserved'), 0)
                - coalesce(sum(s.size) FILTER (WHERE t.was = 'reserved'), 0) AS reserved,
            array_agg(t.block) FILTER (WHERE t.now <> 'released' AND coalesce(t.was, 'released') = 'released') AS taken,
            array_agg(t.block) FILTER (WHERE t.was <> 'released' AND coalesce(t.now, 'released') = 'released') AS given_back
        FROM unnest(prefixes, blocks, earlier, later) AS t (prefix, block, was, now), network_size(t.block) AS s (size)
        GROUP BY t.prefix ORDER BY t.prefix
    LOOP
        UPDATE network_prefix SET used = used + one.used, held = held + one.held, cooling = cooling + one.cooling,
            reserved = reserved + one.reserved
        WHERE id = one.prefix RETURNING delegation_id INTO of_delegation;
        IF of_delegation IS NOT NULL AND one.used + one.held <> 0 THEN
            UPDATE network_delegation SET taken = taken + one.used + one.held WHERE id = of_delegation;
        END IF;
        IF one.taken IS NOT NULL THEN PERFORM network_carve(one.prefix, one.taken); END IF;
        FOREACH given IN ARRAY coalesce(one.given_back, '{}') LOOP
            PERFORM network_give_back(one.prefix, given);
        END LOOP;
    END LOOP;
END $$;

CREATE FUNCTION network_refuse_outside_terms(allocation bigint, block cidr, of_delegation bigint, since date)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'allocation % lies outside the terms of delegation %', block, of_delegation
        USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_within_delegation';
END $$;

CREATE FUNCTION network_allocations_are_added() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM network_settle(array_agg(prefix_id), array_agg(block), array_agg(NULL::text), array_agg(status)) FROM added;
    PERFORM network_refuse_outside_terms(a.id, a.block, d.id, a.since)
    FROM added AS a JOIN network_prefix AS p ON p.id = a.prefix_id JOIN network_delegation AS d ON d.id = p.delegation_id
    WHERE a.status IN ('held', 'active') AND (
        coalesce(a.since, a.held_on) < d.since OR coalesce(a.since, a.held_on) >= d.until
        OR masklen(a.block) < CASE family(a.block) WHEN 4 THEN 32 ELSE 128 END
            AND masklen(a.block) NOT BETWEEN d.shortest AND d.longest);
    RETURN NULL;
END $$;

CREATE FUNCTION network_allocations_are_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM network_settle(array_agg(prefix), array_agg(block), array_agg(earlier), array_agg(later)) FROM (
        SELECT coalesce(n.prefix_id, o.prefix_id) AS prefix, coalesce(n.block, o.block) AS block,
            o.status AS earlier, n.status AS later
        FROM gone AS o FULL JOIN added AS n ON n.id = o.id AND n.prefix_id = o.prefix_id
        WHERE n.status IS DISTINCT FROM o.status
    ) AS changed HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE FUNCTION network_allocations_are_gone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM network_settle(array_agg(prefix_id), array_agg(block), array_agg(status), array_agg(NULL::text)) FROM gone;
    RETURN NULL;
END $$;

CREATE FUNCTION network_allocation_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'released' AND NEW.status <> 'released' OR (OLD.block, OLD.vrf_id) IS DISTINCT FROM (NEW.block, NEW.vrf_id) THEN
        RAISE EXCEPTION 'allocation % is history, or would move', OLD.id USING ERRCODE = 'check_violation',
            CONSTRAINT = 'allocation_stays';
    END IF;
    RETURN NEW;
END $$;

-- what somebody held or used is kept for ever; what was only set apart may go with its pool
CREATE FUNCTION network_allocation_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'reserved' THEN
        RAISE EXCEPTION 'allocation % is kept', OLD.id USING ERRCODE = 'check_violation',
            CONSTRAINT = 'allocation_is_kept';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER allocations_added AFTER INSERT ON network_allocation REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION network_allocations_are_added();
CREATE TRIGGER allocations_changed AFTER UPDATE ON network_allocation REFERENCING OLD TABLE AS gone NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION network_allocations_are_changed();
CREATE TRIGGER allocations_gone AFTER DELETE ON network_allocation REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION network_allocations_are_gone();
CREATE TRIGGER allocation_stays BEFORE UPDATE ON network_allocation
    FOR EACH ROW EXECUTE FUNCTION network_allocation_stays();

CREATE TRIGGER allocation_is_kept BEFORE DELETE ON network_allocation
    FOR EACH ROW EXECUTE FUNCTION network_allocation_is_kept();

CREATE FUNCTION network_prefix_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.used := 0; NEW.held := 0; NEW.cooling := 0; NEW.reserved := 0;
    RETURN NEW;
END $$;

CREATE FUNCTION network_prefix_is_added() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO network_freeblock (prefix_id, block) VALUES (NEW.id, NEW.network);
    IF NEW.parent_id IS NOT NULL THEN
        PERFORM FROM network_prefix WHERE id = NEW.parent_id FOR NO KEY UPDATE;
        PERFORM network_carve(NEW.parent_id, ARRAY[NEW.network]);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION network_prefix_is_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (OLD.network, OLD.vrf_id) IS DISTINCT FROM (NEW.network, NEW.vrf_id) THEN
        RAISE EXCEPTION 'prefix % is not renumbered', OLD.network USING ERRCODE = 'check_violation',
            CONSTRAINT = 'prefix_stays';
    END IF;
    IF OLD.parent_id IS DISTINCT FROM NEW.parent_id THEN
        PERFORM FROM network_prefix WHERE id IN (OLD.parent_id, NEW.parent_id) ORDER BY id FOR NO KEY UPDATE;
        IF OLD.parent_id IS NOT NULL THEN PERFORM network_give_back(OLD.parent_id, OLD.network); END IF;
        IF NEW.parent_id IS NOT NULL THEN PERFORM network_carve(NEW.parent_id, ARRAY[NEW.network]); END IF;
    END IF;
    IF OLD.delegation_id IS DISTINCT FROM NEW.delegation_id THEN
        UPDATE network_delegation SET taken = taken - OLD.used - OLD.held WHERE id = OLD.delegation_id;
        UPDATE network_delegation SET taken = taken + NEW.used + NEW.held WHERE id = NEW.delegation_id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION network_prefix_is_gone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.parent_id IS NOT NULL THEN
        PERFORM FROM network_prefix WHERE id = OLD.parent_id FOR NO KEY UPDATE;
        PERFORM network_give_back(OLD.parent_id, OLD.network);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER prefix_begins BEFORE INSERT ON network_prefix FOR EACH ROW EXECUTE FUNCTION network_prefix_begins();
CREATE TRIGGER prefix_added AFTER INSERT ON network_prefix FOR EACH ROW EXECUTE FUNCTION network_prefix_is_added();
CREATE TRIGGER prefix_changed AFTER UPDATE OF parent_id, network, vrf_id, delegation_id ON network_prefix
    FOR EACH ROW EXECUTE FUNCTION network_prefix_is_changed();
CREATE TRIGGER prefix_gone AFTER DELETE ON network_prefix FOR EACH ROW EXECUTE FUNCTION network_prefix_is_gone();

-- blocks of a length that are free in a prefix, locked until the transaction ends: the next single addresses in order,
-- or for a subnet the lowest ('next'), the tightest ('best') or the middle of the widest ('sparse') place
CREATE FUNCTION network_pick(of bigint, how text, length_wanted integer, number integer) RETURNS SETOF cidr
LANGUAGE plpgsql AS $$
DECLARE top cidr; most integer; wanted integer; free cidr; rest bigint := number; part bigint;
BEGIN
    SELECT network INTO top FROM network_prefix WHERE id = of FOR NO KEY UPDATE;
    most := CASE family(top) WHEN 4 THEN 32 ELSE 128 END;
    wanted := coalesce(length_wanted, most);
    IF wanted > most OR wanted < masklen(top) THEN RETURN; END IF;
    IF wanted = most AND how = 'next' THEN
        FOR free IN SELECT block FROM network_freeblock WHERE prefix_id = of ORDER BY block LOOP
            part := least(rest, least(network_size(free), 2147483647));
            RETURN QUERY SELECT set_masklen(free::inet + one, wanted)::cidr FROM generate_series(0, part - 1) AS one;
            rest := rest - part;
            EXIT WHEN rest = 0;
        END LOOP;
    ELSIF how = 'next' THEN
        RETURN QUERY SELECT set_masklen(min(f.block), wanted) FROM generate_series(masklen(top), wanted) AS k, LATERAL (
            SELECT block FROM network_freeblock WHERE prefix_id = of AND length = k ORDER BY block LIMIT 1
        ) AS f HAVING count(*) > 0;
    ELSIF how = 'best' THEN
        RETURN QUERY SELECT set_masklen(block, wanted) FROM network_freeblock
            WHERE prefix_id = of AND length <= wanted ORDER BY length DESC, block LIMIT 1;
    ELSE
        RETURN QUERY SELECT set_masklen(block, wanted) FROM network_freeblock
            WHERE prefix_id = of AND length <= wanted ORDER BY length, block LIMIT 1;
    END IF;
END $$;

-- those of these blocks that are wholly free in a prefix, which is locked until the transaction ends
CREATE FUNCTION network_pick_these(of bigint, wanted cidr[]) RETURNS SETOF cidr LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM network_prefix WHERE id = of FOR NO KEY UPDATE;
    RETURN QUERY SELECT t.block FROM unnest(wanted) AS t (block), LATERAL (
        SELECT block FROM network_freeblock WHERE prefix_id = of AND block <= t.block ORDER BY block DESC LIMIT 1
    ) AS f WHERE f.block >>= t.block;
END $$;

DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'qilou_app') THEN
        REVOKE INSERT, UPDATE, DELETE ON network_freeblock FROM qilou_app;
        REVOKE DELETE ON network_suspension, network_delegation FROM qilou_app;
        REVOKE UPDATE ON network_prefix, network_delegation FROM qilou_app;
        GRANT UPDATE (parent_id, parent_network, kind, role, standing, jurisdiction_id, delegation_id, delegated_network,
            description, site, gateway) ON network_prefix TO qilou_app;
        GRANT UPDATE (quota, shortest, longest, conditions, document, until, revoked_on, ground)
            ON network_delegation TO qilou_app;
    END IF;
END $$;
"""
DROP = """
DROP FUNCTION network_allocations_are_added, network_allocations_are_changed, network_allocations_are_gone,
    network_allocation_stays, network_allocation_is_kept, network_prefix_begins, network_prefix_is_added, network_prefix_is_changed,
    network_prefix_is_gone CASCADE;
DROP FUNCTION network_settle, network_carve, network_give_back, network_refuse_outside_terms, network_pick,
    network_pick_these;
"""
DROP_FUNCTIONS = "DROP FUNCTION network_left, network_end, network_sibling, network_size CASCADE"
