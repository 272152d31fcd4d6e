package eu.twintown.node.dataspace.supply;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.binding.Descriptions;
import eu.twintown.node.dataspace.letter.Letters;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.dataspace.timer.Timers;
import eu.twintown.store.document.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Watches at the consumer whether an agreement gives what it promises: fresh, complete, of the same form. Looks at the
 * answers as they pass; beside that asks once in a while for everything, and when the newest value should have been
 * followed by another. What is wrong is told to the provider once, and once more when it is right again.
 */
public final class SupplyWatch {
    /** Kind of the statements to the provider. */
    static final String NOTICE = "supply-notice";

    static final String PATH = "/dataspace/notices";
    static final String KIND = "agreement-supply";

    private static final Logger LOG = LoggerFactory.getLogger(SupplyWatch.class);
    private static final int PAGE = 1_000;
    private static final Duration SOONEST = Duration.ofSeconds(1);

    private final Parts parts;
    private final Duration every;
    private final InstantSource clock;
    private final Map<String, Supply> known = new ConcurrentHashMap<>();

    /**
     * What it works with.
     *
     * @param sampler asks for everything that an agreement gives; empty where it gives nothing now
     */
    public record Parts(
            Documents documents,
            Agreements agreements,
            Descriptions descriptions,
            Function<Agreement, Optional<Sample>> sampler,
            Seals seals,
            Letters letters,
            Timers timers) {}

    /**
     * What there is under an agreement.
     *
     * @param count all entities
     * @param entities some of them, whole
     */
    public record Sample(long count, List<Entity> entities) {
        public Sample {
            entities = List.copyOf(entities);
        }
    }

    /** @param every how often everything is asked for */
    public SupplyWatch(Parts parts, Duration every, InstantSource clock) {
        this.parts = parts;
        this.every = every;
        this.clock = clock;
    }

    /** Begins to watch what is in force. */
    public void start() {
        parts.agreements().listen(this::changed);
        parts.agreements().forEach(this::changed);
    }

    private void changed(Agreement agreement) {
        if (agreement.side() == Side.PROVIDER) {
            return;
        }
        if (agreement.state() == AgreementState.IN_FORCE) {
            Instant last = load(agreement.id(), Side.CONSUMER).checkedAt().orElse(clock.instant());
            schedule(agreement.id(), last.plus(every));
        } else {
            parts.timers().cancel(task(agreement.id()));
        }
    }

    /** An answer under an agreement has passed. */
    public void passed(Agreement agreement, Collection<Entity> entities) {
        Optional<Promise> promise = promise(agreement.id());
        if (promise.isEmpty() || entities.isEmpty()) {
            return;
        }
        Seen before = load(agreement.id(), Side.CONSUMER).seen();
        Supply after = change(
                agreement,
                supply -> supply.with(supply.seen().with(entities, promise.get().types())),
                false);
        if (!before.newest().equals(after.seen().newest())) {
            scheduleNext(agreement.id(), promise.get(), after);
        }
    }

    /** Asks for everything and judges. */
    void check(String id) {
        Optional<Agreement> agreement =
                parts.agreements().find(id).filter(found -> found.state() == AgreementState.IN_FORCE);
        if (agreement.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Supply after = load(id, Side.CONSUMER);
        try {
            Optional<Sample> sample = parts.sampler().apply(agreement.get());
            List<String> types = promise(id).map(Promise::types).orElse(List.of());
            after = change(
                    agreement.get(),
                    supply -> sample.map(there -> supply.with(
                                    supply.seen().with(there.entities(), types).counted(there.count())))
                            .orElse(supply)
                            .checked(now),
                    sample.isPresent());
        } catch (RuntimeException e) {
            LOG.warn("What the agreement {} gives cannot be checked now: {}", id, e.toString());
        }
        Supply last = after;
        promise(id).ifPresentOrElse(promise -> scheduleNext(id, promise, last), () -> schedule(id, now.plus(every)));
    }

    /** The next check: after the usual time, or when the newest value gets too old. */
    private void scheduleNext(String id, Promise promise, Supply supply) {
        Instant now = clock.instant();
        Instant usual = supply.checkedAt().orElse(now).plus(every);
        Instant next = usual.isBefore(now.plus(SOONEST)) ? now.plus(SOONEST) : usual;
        Optional<Instant> old = promise.maxAge()
                .flatMap(age ->
                        supply.seen().newest().map(newest -> newest.plus(age).plus(SOONEST)))
                .filter(now::isBefore)
                .filter(next::isAfter);
        schedule(id, old.orElse(next));
    }

    private void schedule(String id, Instant at) {
        parts.timers().at(task(id), at, () -> check(id));
    }

    private static String task(String agreement) {
        return "supply of " + agreement;
    }

    Optional<Promise> promise(String agreement) {
        return parts.descriptions().find(agreement).map(Promise::of);
    }

    /** Changes what is known, judges it, tells the provider what has begun or ended, and writes it down. */
    private Supply change(Agreement agreement, UnaryOperator<Supply> change, boolean whole) {
        String id = agreement.id();
        List<Breach> news = new ArrayList<>();
        Supply result = known.compute(key(id, Side.CONSUMER), (key, now) -> {
            Supply before = now != null ? now : stored(id, Side.CONSUMER);
            Supply changed = change.apply(before);
            Supply after = promise(id)
                    .map(promise -> changed.judged(
                            Judgement.of(promise, changed.seen(), clock.instant(), whole), clock.instant()))
                    .orElse(changed);
            after.breaches().stream()
                    .filter(breach -> !before.breaches().contains(breach))
                    .forEach(news::add);
            if (!news.isEmpty() || !after.checkedAt().equals(before.checkedAt())) {
                parts.documents().put(KIND, "", key, after.json().toString());
            }
            return after;
        });
        news.forEach(breach -> tell(agreement, breach));
        return result;
    }

    private void tell(Agreement agreement, Breach breach) {
        ObjectNode content = JsonMapper.shared().createObjectNode().put("agreement", agreement.id());
        content.set("breach", breach.json());
        parts.letters()
                .post(
                        letter(breach),
                        agreement.counterparty(),
                        agreement.address(),
                        PATH,
                        parts.seals().statement(NOTICE, agreement.counterparty(), content));
    }

    static String letter(Breach breach) {
        return "notice " + breach.id() + (breach.until().isPresent() ? " over" : "");
    }

    /** The consumer tells that what this node gives is not as promised, or is again. */
    void told(Agreement agreement, Breach breach) {
        known.compute(key(agreement.id(), Side.PROVIDER), (key, now) -> {
            Supply before = now != null ? now : stored(agreement.id(), Side.PROVIDER);
            Supply after = before.told(breach);
            parts.documents().put(KIND, "", key, after.json().toString());
            return after;
        });
        LOG.warn("{} says of the agreement {}: {}", agreement.counterparty(), agreement.id(), breach.text());
    }

    private Supply load(String agreement, Side side) {
        return known.computeIfAbsent(key(agreement, side), key -> stored(agreement, side));
    }

    private Supply stored(String agreement, Side side) {
        return parts.documents()
                .get(KIND, "", key(agreement, side))
                .map(document -> Supply.read(document.json()))
                .orElseGet(() -> Supply.unknown(agreement, side));
    }

    private static String key(String agreement, Side side) {
        return side + " " + agreement;
    }

    /** Of one agreement, or all that anything is known of. */
    List<Supply> list(Optional<String> agreement) {
        List<Supply> found = new ArrayList<>();
        if (agreement.isPresent()) {
            parts.agreements().find(agreement.get()).ifPresent(one -> found.add(load(one.id(), one.side())));
            return found;
        }
        List<Documents.Document> page;
        int offset = 0;
        Map<String, Supply> all = new LinkedHashMap<>();
        do {
            page = parts.documents().list(KIND, "", PAGE, offset);
            page.forEach(document -> all.put(document.id(), Supply.read(document.json())));
            offset += page.size();
        } while (page.size() == PAGE);
        known.forEach((key, supply) -> {
            if (!supply.seen().equals(Seen.NOTHING) || !supply.breaches().isEmpty()) {
                all.put(key, supply);
            }
        });
        return List.copyOf(all.values());
    }
}
