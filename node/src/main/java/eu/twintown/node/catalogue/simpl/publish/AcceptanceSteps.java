package eu.twintown.node.catalogue.simpl.publish;

import eu.twintown.node.catalogue.simpl.check.Shapes;
import eu.twintown.node.catalogue.simpl.check.Violation;
import eu.twintown.node.catalogue.simpl.description.DatasetFacts;
import eu.twintown.node.catalogue.simpl.description.OfferingSettings;
import eu.twintown.node.catalogue.simpl.proof.CredentialSigner;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.key.SigningKey;
import eu.twintown.node.trust.simpl.check.CatalogueSteps;
import eu.twintown.node.trust.simpl.check.CatalogueSteps.Side;
import eu.twintown.node.trust.simpl.check.Evidence;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The steps of the acceptance script about self-descriptions: the same writing, checking, signing and sending as a node's,
 * for a dataset that is made up and taken out again. It is signed under a {@code did:jwk}, because the script has no address
 * where a document of its own could be fetched.
 */
public final class AcceptanceSteps {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final URI LICENCE = URI.create("https://creativecommons.org/publicdomain/zero/1.0/");
    private static final URI CONNECTOR = URI.create("https://twin.example.org/dsp/2025-1");
    private static final URI CONTRACT = URI.create("https://twin.example.org" + ContractTemplate.PATH);

    private final CatalogueSettings settings;

    /**
     * Steps against one authority.
     *
     * @param tier2 its tier 2, where catalogue and schema manager are
     * @param v2 whether its catalogue has the paths of the second contract
     */
    public AcceptanceSteps(URI tier2, boolean v2) {
        this.settings = new CatalogueSettings(
                tier2,
                v2 ? "/fc/selfDescriptions" : "/fc/self-descriptions",
                "/adapter/v1/selfDescriptions",
                "/adapter/v1/selfDescriptions/advancedSearch",
                URI.create(tier2 + "/v1"),
                tier2,
                Optional.empty(),
                Duration.ZERO,
                Duration.ZERO,
                PATIENCE,
                false,
                offering("CONSUMER"));
    }

    /** For the script. */
    public CatalogueSteps steps() {
        return new CatalogueSteps(this::published, this::schemas);
    }

    private void published(Side first, Side second, ObjectNode facts) {
        AuthorityClient provider = new AuthorityClient(settings, first.authority());
        AuthorityClient consumer = new AuthorityClient(settings, second.authority());
        String word = word();
        Drafts drafts = drafts(first, second);
        Drafts.Draft draft = drafts.draft(
                dataset(word, "https://twin.example.org/ngsi-ld/v1/entities"),
                first.participantId(),
                known(provider.schemas()));
        String offering = draft.offering().id();
        facts.put("offering", offering).put("searchedFor", word);
        if (!draft.violations().isEmpty()) {
            tell(draft.violations(), facts.putArray("violations"));
            throw new Evidence.Failed("the description does not fit the data space's schemas: "
                    + draft.violations().getFirst().property());
        }
        ObjectNode signed = drafts.signed(draft, Instant.now());
        facts.put("shaclValid", true).put("issuer", signed.path("issuer").asString(""));
        facts.put("hash", provider.publish(signed))
                .put("published", Instant.now().toString());
        try {
            facts.set("found", await(consumer, word, offering, true));
        } finally {
            provider.revoke(offering);
            facts.put("revoked", Instant.now().toString());
        }
        await(consumer, word, offering, false);
        facts.put("foundAfterwards", false);
    }

    private void schemas(Side first, Side second, ObjectNode facts) {
        AuthorityClient client = new AuthorityClient(settings, first.authority());
        List<AuthorityClient.RemoteSchema> schemas;
        try {
            schemas = client.schemas();
        } catch (CatalogueFault e) {
            if (e.status() == 404) {
                throw new Evidence.Skipped("this authority has no schema manager at /v1/schemas");
            }
            throw e;
        }
        ArrayNode list = facts.putArray("schemas");
        schemas.forEach(schema -> list.addObject()
                .put("name", schema.name())
                .put("version", schema.version())
                .put("sha256", ContractTemplate.sha256(schema.content().getBytes(StandardCharsets.UTF_8))));
        Drafts drafts = drafts(first, second);
        Drafts.Draft wrong = drafts.draft(dataset(word(), "nowhere"), first.participantId(), known(schemas));
        facts.put("wrong", "its access point is the text 'nowhere'");
        tell(wrong.violations(), facts.putArray("violations"));
        if (wrong.violations().stream().allMatch(violation -> violation.shape().isEmpty())) {
            throw new Evidence.Failed("no shape of the schemas refuses a description that is wrong on purpose");
        }
        refusedByAuthority(client, drafts, wrong, facts.putObject("authority"));
    }

    /** A word that nobody else's descriptions have. */
    private static String word() {
        return "check" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static void refusedByAuthority(
            AuthorityClient client, Drafts drafts, Drafts.Draft wrong, ObjectNode facts) {
        try {
            client.publish(drafts.signed(wrong, Instant.now()));
        } catch (CatalogueFault e) {
            facts.put("status", e.status()).put("answer", e.getMessage());
            if (e.status() / 100 == 4) {
                return;
            }
            throw new Evidence.Failed("the authority could not be asked about a wrong description: " + e.getMessage());
        }
        client.revoke(wrong.offering().id());
        throw new Evidence.Failed("the authority took a description that its own schema refuses");
    }

    /** What the search tells of the offering, as soon as it is found, or is found no more. */
    private static JsonNode await(AuthorityClient client, String word, String offering, boolean wanted) {
        Instant until = Instant.now().plus(PATIENCE);
        while (true) {
            JsonNode answer = client.search(word, 1, 20);
            Optional<JsonNode> found = answer.path("items")
                    .valueStream()
                    .filter(item -> item.toString().contains(offering))
                    .findFirst();
            if (found.isPresent() == wanted) {
                return found.orElse(answer);
            }
            if (Instant.now().isAfter(until)) {
                throw new Evidence.Failed(
                        wanted ? "the other participant does not find it" : "it is still found although it is revoked");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static void tell(List<Violation> violations, ArrayNode list) {
        violations.forEach(violation -> list.add(violation.json()));
    }

    private static SchemaCache.Known known(List<AuthorityClient.RemoteSchema> schemas) {
        return new SchemaCache.Known(
                Instant.now(),
                schemas,
                Shapes.ofTurtle(schemas.stream()
                        .map(AuthorityClient.RemoteSchema::content)
                        .toList()));
    }

    /** Offered to those who have an attribute that the second participant has. */
    private static Drafts drafts(Side first, Side second) {
        OfferingSettings offering = offering(
                second.attributes().isEmpty() ? "CONSUMER" : second.attributes().getFirst());
        return new Drafts(offering, () -> signer(first.key()));
    }

    private static CredentialSigner signer(SigningKey key) {
        String did = "did:jwk:" + StrictJson.encode(StrictJson.bytes(key.publicJwk()));
        return new CredentialSigner(did, did + "#0", key.algorithm().jose(), key::signature);
    }

    private static OfferingSettings offering(String recipient) {
        return new OfferingSettings(
                "check@example.org",
                Optional.of(LICENCE),
                "EUR",
                BigDecimal.ZERO,
                List.of(recipient),
                "",
                new OfferingSettings.Contract("Contract Template 1", CONTRACT, ContractTemplate.sha256()),
                CONNECTOR);
    }

    private static DatasetFacts dataset(String word, String accessUrl) {
        return new DatasetFacts(
                "https://twin.example.org/catalogue#" + word,
                "Twintown acceptance " + word,
                "Made by the acceptance script and taken out again at once",
                "en",
                List.of("check"),
                accessUrl,
                "JSON",
                Optional.of(LICENCE.toString()),
                Optional.empty(),
                Optional.empty());
    }
}
