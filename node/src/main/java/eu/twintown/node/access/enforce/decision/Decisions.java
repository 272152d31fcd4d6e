package eu.twintown.node.access.enforce.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.city.Narrowing;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.view.Restriction;
import eu.twintown.node.access.enforce.grant.Grant;
import eu.twintown.node.trust.Principal;
import eu.twintown.store.document.Documents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The decisions of this node, so that each can be explained.
 *
 * <p>Requests of one day (UTC) that are decided alike, for the same reasons, share one decision, which is stored before the
 * first of them is answered; so a store of decisions costs no commit for each request, and whoever has an id can read it. How
 * often it was applied is a matter of usage records. Kept for a time and up to a number, the oldest go first.
 */
public final class Decisions {
    private static final String KIND = "decision";
    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int BETWEEN_SWEEPS = 200;
    private static final int SWEPT_AT_ONCE = 500;

    private final Documents documents;
    private final Duration keep;
    private final int most;
    private final InstantSource clock;
    private final AtomicInteger added = new AtomicInteger();
    private final Cache<String, Boolean> stored =
            Caffeine.newBuilder().maximumSize(50_000).build();

    /**
     * The decisions of a node.
     *
     * @param keep how long they can be read
     * @param most how many of them at most
     */
    public Decisions(Documents documents, Duration keep, int most, InstantSource clock) {
        this.documents = documents;
        this.keep = keep;
        this.most = most;
        this.clock = clock;
    }

    /** One decision by the policy. */
    public Verdict decided(
            Grant grant,
            Principal principal,
            List<String> purposes,
            Asked asked,
            PolicyReport report,
            List<Narrowing> narrowings,
            Optional<Restriction> restriction,
            Optional<Refusal> refused) {
        String how = refused.map(refusal -> refusal.rule() + "\n"
                        + refusal.constraint().map(Constraint::id).orElse(""))
                .orElseGet(() ->
                        narrowings.stream().map(Narrowing::permission).toList().toString());
        String id = id(asked.alike() + "\n" + report.outcome() + "\n" + how);
        keep(id, () -> DecisionDocument.of(id, grant, principal, purposes, clock.instant())
                .with(report, narrowings, refused)
                .json());
        return new Verdict(
                id,
                restriction.map(shown ->
                        new Ruling(id, grant.scope().map(Grant.Scope::tenant).orElse(""), shown)),
                refused);
    }

    /** A refusal for which no policy was needed. */
    public Verdict refused(Grant grant, Principal principal, List<String> purposes, Refusal refusal) {
        String id = id(String.join(
                "\n",
                grant.agreement(),
                grant.version(),
                principal.id(),
                refusal.rule(),
                refusal.reason(Locale.ENGLISH)));
        keep(id, () -> DecisionDocument.of(id, grant, principal, purposes, clock.instant())
                .with(refusal)
                .json());
        return new Verdict(id, Optional.empty(), Optional.of(refusal));
    }

    /** The decision of this id. */
    Optional<JsonNode> find(String id) {
        return documents.get(KIND, "", id).map(document -> MAPPER.readTree(document.json()));
    }

    /** The newest ones, newest first; of one agreement where it is given. Looks at no more than {@code depth}. */
    List<JsonNode> newest(Optional<String> agreement, int limit, int depth) {
        long count = documents.count(KIND, "");
        int from = (int) Math.max(0, count - depth);
        List<Documents.Document> last = documents.list(KIND, "", depth, from).reversed();
        List<JsonNode> found = new ArrayList<>();
        for (Documents.Document document : last) {
            JsonNode decision = MAPPER.readTree(document.json());
            boolean wanted = agreement
                    .map(decision.path("agreement").asString("")::equals)
                    .orElse(true);
            if (wanted && found.size() < limit) {
                found.add(decision);
            }
        }
        return found;
    }

    private String id(String alike) {
        String text = clock.instant().atZone(ZoneOffset.UTC).toLocalDate() + "\n" + alike;
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void keep(String id, Supplier<String> json) {
        if (stored.getIfPresent(id) == null) {
            if (documents.create(KIND, "", id, json.get()) && added.incrementAndGet() % BETWEEN_SWEEPS == 0) {
                Thread.startVirtualThread(this::sweep);
            }
            stored.put(id, true);
        }
    }

    /** Deletes what is too old or too much. */
    public void sweep() {
        try {
            Instant oldest = clock.instant().minus(keep);
            long tooMany = documents.count(KIND, "") - most;
            List<Documents.Document> first;
            int deleted;
            do {
                first = documents.list(KIND, "", SWEPT_AT_ONCE, 0);
                deleted = 0;
                for (Documents.Document document : first) {
                    if (tooMany > 0 || document.createdAt().isBefore(oldest)) {
                        documents.delete(KIND, "", document.id());
                        tooMany--;
                        deleted++;
                    }
                }
            } while (deleted == SWEPT_AT_ONCE);
        } catch (RuntimeException e) {
            LOG.warn("Old decisions could not be deleted; it is tried again later", e);
        }
    }
}
