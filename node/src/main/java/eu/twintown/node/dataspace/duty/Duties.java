package eu.twintown.node.dataspace.duty;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.policy.evaluation.DutyRecord;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.store.document.Documents;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The register of obligations, durable, of both sides. Those of an agreement are written when it is seen in force first;
 * because they follow from its policy alone, writing them again changes nothing.
 */
public final class Duties {
    static final String KIND = "agreement-duty";

    private static final int PAGE = 1_000;

    private final Documents documents;
    private final Agreements agreements;
    private final Function<String, Optional<String>> attributions;
    private final InstantSource clock;
    private final Cache<String, Known> records =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private record Known(long version, List<DutyRecord> records, Optional<String> attribution) {}

    /** @param attributions what the provider wants to be named as, by agreement; empty = its participant id */
    public Duties(
            Documents documents,
            Agreements agreements,
            Function<String, Optional<String>> attributions,
            InstantSource clock) {
        this.documents = documents;
        this.agreements = agreements;
        this.attributions = attributions;
        this.clock = clock;
    }

    /** Writes the duties of an agreement that has come into force; gives those of one that has, in any case. */
    List<Duty> of(Agreement agreement) {
        List<Duty> duties = new ArrayList<>();
        for (DutyPlan.Planned planned : DutyPlan.of(agreement.policy())) {
            String id = id(agreement.id(), planned.rule());
            Optional<Duty> known = find(id);
            if (known.isEmpty() && agreement.state() != AgreementState.PENDING) {
                documents.create(
                        KIND, "", id, first(agreement, id, planned).json().toString());
                known = find(id);
            }
            known.ifPresent(duties::add);
        }
        return duties;
    }

    private Duty first(Agreement agreement, String id, DutyPlan.Planned planned) {
        Duty.State state =
                switch (planned.kind()) {
                    case DELETE, ATTRIBUTE -> Duty.State.ACCEPTED;
                    case OTHER -> Duty.State.OPEN;
                    case COUNT, NO_ONWARD_SHARING, NO_AI_TRAINING -> Duty.State.WATCHED;
                };
        Optional<String> attribution = planned.kind() == DutyKind.ATTRIBUTE
                ? attributions.apply(agreement.id()).or(() -> Optional.of(provider(agreement)))
                : Optional.empty();
        return new Duty(
                id,
                agreement.id(),
                agreement.side(),
                agreement.counterparty(),
                agreement.dataset(),
                planned.rule(),
                planned.kind(),
                planned.text(),
                state,
                planned.after(),
                Optional.empty(),
                attribution,
                List.of(new Duty.Event(clock.instant(), state, "The agreement came into force")),
                List.of());
    }

    private static String provider(Agreement agreement) {
        return agreement.policy().shared().assigner().map(party -> party.id()).orElse(agreement.counterparty());
    }

    /** The same on both sides, so that they can talk of it. */
    static String id(String agreement, String rule) {
        return UUID.nameUUIDFromBytes((agreement + " " + rule).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    Optional<Duty> find(String id) {
        return documents.get(KIND, "", id).map(document -> Duty.read(document.json()));
    }

    /** Of one agreement, or all. */
    List<Duty> list(Optional<String> agreement) {
        List<Duty> found = new ArrayList<>();
        if (agreement.isPresent()) {
            agreements.find(agreement.get()).ifPresent(one -> found.addAll(of(one)));
            return found;
        }
        List<Documents.Document> page;
        do {
            page = documents.list(KIND, "", PAGE, found.size());
            page.forEach(document -> found.add(Duty.read(document.json())));
        } while (page.size() == PAGE);
        return found;
    }

    /** @throws ProblemException ResourceNotFound */
    Duty change(String id, UnaryOperator<Duty> change) {
        while (true) {
            Documents.Document stored = documents
                    .get(KIND, "", id)
                    .orElseThrow(() ->
                            new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no duty " + id + " here"));
            Duty after = change.apply(Duty.read(stored.json()));
            if (documents.replace(KIND, "", id, stored.json(), after.json().toString())) {
                return after;
            }
        }
    }

    /** How the duties of an agreement stand, for the evaluation of its policy. Cheap where nothing has changed. */
    public List<DutyRecord> records(String agreement) {
        return known(agreement).records();
    }

    /** What to name as the source of the data under an agreement, where that is a duty. Cheap, too. */
    public Optional<String> attribution(String agreement) {
        return known(agreement).attribution();
    }

    private Known known(String agreement) {
        long version = documents.version(KIND);
        Known known = records.getIfPresent(agreement);
        if (known == null || known.version() != version) {
            List<Duty> all = list(Optional.of(agreement));
            known = new Known(
                    version,
                    all.stream()
                            .filter(duty -> duty.kind().isDutyOfOdrl())
                            .flatMap(duty -> record(duty).stream())
                            .toList(),
                    all.stream().flatMap(duty -> duty.attribution().stream()).findFirst());
            records.put(agreement, known);
        }
        return known;
    }

    private static Optional<DutyRecord> record(Duty duty) {
        String id = "urn:uuid:" + duty.id();
        return switch (duty.state()) {
            case ACCEPTED, WATCHED -> Optional.of(DutyRecord.accepted(id, duty.rule()));
            case FULFILLED -> Optional.of(DutyRecord.fulfilled(id, duty.rule()));
            case VIOLATED -> Optional.of(DutyRecord.violated(id, duty.rule()));
            case OPEN -> Optional.empty();
        };
    }
}
