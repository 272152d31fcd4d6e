package eu.twintown.node.catalogue.simpl.publish;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.catalogue.simpl.description.DatasetFacts;
import eu.twintown.node.catalogue.simpl.description.OfferIds;
import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which datasets are in the authority's catalogue, and which are to be. What is wanted is stored before the authority is
 * asked, so that after a stop at any instant {@link #refresh} brings both into line again.
 */
final class Publications {
    private static final Logger LOG = LoggerFactory.getLogger(Publications.class);
    private static final String KIND = "simpl-publication";
    private static final int MOST = 10_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Documents documents;
    private final Supplier<List<DatasetFacts>> datasets;
    private final Supplier<Optional<String>> participantId;
    private final AuthorityClient client;
    private final SchemaCache schemas;
    private final Drafts drafts;
    private final boolean all;
    private final InstantSource clock;

    Publications(
            Documents documents,
            Supplier<List<DatasetFacts>> datasets,
            Supplier<Optional<String>> participantId,
            AuthorityClient client,
            SchemaCache schemas,
            Drafts drafts,
            boolean all,
            InstantSource clock) {
        this.documents = documents;
        this.datasets = datasets;
        this.participantId = participantId;
        this.client = client;
        this.schemas = schemas;
        this.drafts = drafts;
        this.all = all;
        this.clock = clock;
    }

    /** Every dataset of the node and how it stands; those that are gone from the node too, while they are published. */
    List<Publication> list() {
        Map<String, Publication> known = stored();
        Map<String, Publication> result = new LinkedHashMap<>();
        for (DatasetFacts dataset : datasets.get()) {
            result.put(
                    dataset.iri(),
                    Optional.ofNullable(known.get(dataset.iri()))
                            .map(publication -> publication.titled(dataset.title()))
                            .orElseGet(() -> none(dataset)));
        }
        known.values().stream()
                .filter(Publication::isThere)
                .forEach(publication -> result.putIfAbsent(publication.dataset(), publication));
        return List.copyOf(result.values());
    }

    /** The dataset as it would be published, and what is wrong with it; nothing is sent. */
    Drafts.Draft preview(String dataset) {
        return drafts.draft(facts(dataset), participant(), schemas.current());
    }

    /** Publishes a dataset, or says why not. */
    synchronized Publication publish(String dataset) {
        DatasetFacts facts = facts(dataset);
        participant();
        Publication before = find(dataset).orElseGet(() -> none(facts));
        return bring(facts, before.in(Publication.State.PENDING, true, "", clock.instant()), true);
    }

    /** Takes a dataset out of the catalogue; it stays out until it is published again by hand. */
    synchronized Publication revoke(String dataset) {
        Publication before = find(dataset)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND, "The dataset " + dataset + " was never published"));
        return withdraw(before);
    }

    /** Publishes again what changed, sends again what failed, takes out what is gone. */
    synchronized void refresh() {
        Map<String, Publication> known = stored();
        if (participantId.get().isEmpty()) {
            return;
        }
        for (DatasetFacts facts : datasets.get()) {
            Publication publication = known.remove(facts.iri());
            if (publication == null && all) {
                publication = none(facts).in(Publication.State.PENDING, true, "", clock.instant());
            }
            if (publication != null && publication.wanted()) {
                bring(facts, publication, false);
            } else if (publication != null && publication.state() == Publication.State.REVOKING) {
                withdraw(publication);
            }
        }
        known.values().stream().filter(Publication::isThere).forEach(this::withdraw);
    }

    private Publication bring(DatasetFacts facts, Publication publication, boolean always) {
        Drafts.Draft draft;
        try {
            draft = drafts.draft(facts, participant(), schemas.current());
        } catch (ProblemException e) {
            return store(
                    publication.in(Publication.State.FAILED, true, e.problem().detail(), clock.instant()));
        }
        if (!draft.violations().isEmpty()) {
            return store(
                    publication.invalid(draft.violations(), draft.offering().rewritten(), clock.instant()));
        }
        boolean same = publication.state() == Publication.State.PUBLISHED
                && publication.fingerprint().equals(draft.fingerprint());
        if (same && !always) {
            return publication;
        }
        store(publication.in(Publication.State.PENDING, true, "", clock.instant()));
        try {
            Instant now = clock.instant();
            String hash = client.publish(drafts.signed(draft, now));
            LOG.info("{} is published as {}", facts.iri(), publication.offering());
            return store(publication.published(
                    hash, draft.fingerprint(), draft.offering().rewritten(), now));
        } catch (CatalogueFault e) {
            LOG.warn("{} could not be published: {}", facts.iri(), e.getMessage());
            return store(
                    publication.in(Publication.State.FAILED, true, String.valueOf(e.getMessage()), clock.instant()));
        }
    }

    private Publication withdraw(Publication publication) {
        Publication revoking = store(publication.in(Publication.State.REVOKING, false, "", clock.instant()));
        try {
            client.revoke(publication.offering());
            return store(revoking.in(Publication.State.REVOKED, false, "", clock.instant()));
        } catch (CatalogueFault e) {
            LOG.warn("{} could not be revoked and is tried again: {}", publication.dataset(), e.getMessage());
            return store(
                    revoking.in(Publication.State.REVOKING, false, String.valueOf(e.getMessage()), clock.instant()));
        }
    }

    private String participant() {
        return participantId
                .get()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT,
                        "This node is no participant of a Simpl data space yet; it must be onboarded first"));
    }

    private DatasetFacts facts(String dataset) {
        return datasets.get().stream()
                .filter(facts -> facts.iri().equals(dataset))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND,
                        "There is no dataset '" + dataset + "' in this node's catalogue"));
    }

    private Publication none(DatasetFacts facts) {
        return Publication.none(
                facts.iri(), facts.title(), OfferIds.of(facts.iri()).offering(), clock.instant());
    }

    private Optional<Publication> find(String dataset) {
        return documents.get(KIND, "", dataset).map(document -> JSON.readValue(document.json(), Publication.class));
    }

    private Map<String, Publication> stored() {
        Map<String, Publication> all = new LinkedHashMap<>();
        documents.list(KIND, "", MOST, 0).forEach(document -> {
            Publication publication = JSON.readValue(document.json(), Publication.class);
            all.put(publication.dataset(), publication);
        });
        return all;
    }

    private Publication store(Publication publication) {
        documents.put(KIND, "", publication.dataset(), JSON.writeValueAsString(publication));
        return publication;
    }
}
