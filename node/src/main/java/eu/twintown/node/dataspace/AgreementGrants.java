package eu.twintown.node.dataspace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.policy.evaluation.DutyRecord;
import eu.twintown.node.access.enforce.grant.Grant;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.dataset.Dataset;
import eu.twintown.node.dataspace.dataset.Datasets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tells those who enforce agreements what each of those that this node gives data under allows. */
public final class AgreementGrants {
    private final Agreements agreements;
    private final Datasets datasets;
    private final Function<Agreement, List<DutyRecord>> duties;
    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private record Known(String version, List<DutyRecord> duties, Optional<Grant> grant) {}

    /** @param duties what is known of the duties of an agreement */
    public AgreementGrants(Agreements agreements, Datasets datasets, Function<Agreement, List<DutyRecord>> duties) {
        this.agreements = agreements;
        this.datasets = datasets;
        this.duties = duties;
    }

    /** The duties of an agreement as they are at its beginning: accepted, and not due yet. */
    public static List<DutyRecord> accepted(Agreement agreement) {
        return agreement.policy().permissions().stream()
                .flatMap(permission -> permission.duties().stream())
                .flatMap(AgreementGrants::withConsequences)
                .map(duty -> DutyRecord.accepted(duty.id() + "#accepted", duty.id()))
                .toList();
    }

    private static Stream<Rule.Duty> withConsequences(Rule.Duty duty) {
        return Stream.concat(Stream.of(duty), duty.consequences().stream().flatMap(AgreementGrants::withConsequences));
    }

    /** What the agreement with this id allows; empty where this node gives nothing under it. */
    public Optional<Grant> find(String agreement) {
        Optional<Agreement> found = agreements.find(agreement).filter(one -> one.side() == Side.PROVIDER);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Optional<Dataset> dataset = datasets.find(found.get().dataset());
        String version = found.get().timeline().size() + " "
                + dataset.map(one -> one.changedAt().toString()).orElse("-");
        List<DutyRecord> records = duties.apply(found.get());
        Known before = known.getIfPresent(agreement);
        if (before == null
                || !before.version().equals(version)
                || !before.duties().equals(records)) {
            before = new Known(version, records, Optional.of(grant(found.get(), dataset, records, version)));
            known.put(agreement, before);
        }
        return before.grant();
    }

    private static Grant grant(
            Agreement agreement, Optional<Dataset> dataset, List<DutyRecord> records, String version) {
        return new Grant(
                agreement.id(),
                agreement.counterparty(),
                agreement.dataset(),
                agreement.policy(),
                Grant.State.valueOf(agreement.state().name()),
                dataset.map(Dataset::content).flatMap(AgreementGrants::scope),
                records,
                version);
    }

    private static Optional<Grant.Scope> scope(Content content) {
        return content instanceof Content.Entities entities
                ? Optional.of(
                        new Grant.Scope(entities.tenant(), entities.types(), entities.attributes(), entities.area()))
                : Optional.empty();
    }
}
