package eu.twintown.node.trust.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.credential.Check;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.SchemaSource;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fetches the schema that a credential names and validates the credential by it: the whole of it for {@code JsonSchema}
 * (Verifiable Credentials JSON Schema Specification), its subject for the older {@code JsonSchemaValidator2018}. Schemas
 * are kept; references from one schema to another document are not followed, so that a schema cannot make the node fetch
 * more.
 */
public final class SchemaChecker implements SchemaSource {
    private static final String NAME = "schema";
    private static final String SUBJECT_ONLY = "JsonSchemaValidator2018";
    private static final Set<String> KNOWN = Set.of("JsonSchema", "FullJsonSchemaValidator2021", SUBJECT_ONLY);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST = 5;

    private final OutgoingClient outgoing;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaLoader(loader -> loader.fetchRemoteResources(false)));
    private final Cache<URI, Schema> cache = Caffeine.newBuilder()
            .maximumSize(500)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    public SchemaChecker(OutgoingClient outgoing) {
        this.outgoing = outgoing;
    }

    @Override
    public Optional<Check> check(Credential credential) {
        JsonNode named = credential.json().path("credentialSchema");
        if (named.isMissingNode()) {
            return Optional.empty();
        }
        List<JsonNode> all = named.isArray() ? List.copyOf(named.values()) : List.of(named);
        if (all.size() > MOST) {
            return Optional.of(fail("It names more than " + MOST + " schemas"));
        }
        return all.stream()
                .map(one -> check(credential, one))
                .filter(check -> !check.passed())
                .findFirst()
                .or(() -> Optional.of(Check.pass(NAME, "as its schema wants it")));
    }

    private Check check(Credential credential, JsonNode named) {
        String type = named.path("type").asString("");
        if (!KNOWN.contains(type)) {
            return fail("Its schema is of type '" + type + "'; known are " + KNOWN);
        }
        try {
            Schema schema = schema(URI.create(named.path("id").asString("")));
            JsonNode checked = type.equals(SUBJECT_ONLY) ? credential.claims() : credential.json();
            List<Error> errors = schema.validate(checked);
            return errors.isEmpty()
                    ? Check.pass(NAME, "as " + named.path("id").asString("") + " wants it")
                    : Check.fail(
                            NAME,
                            "The credential is not as its schema wants it",
                            errors.getFirst().toString());
        } catch (TrustException e) {
            return fail(e.reason());
        } catch (RuntimeException e) {
            return fail("Its schema " + named.path("id") + " cannot be used: " + e.getMessage());
        }
    }

    private Schema schema(URI address) {
        Schema known = cache.getIfPresent(address);
        if (known != null) {
            return known;
        }
        Schema fetched = schemas.getSchema(fetch(address));
        cache.put(address, fetched);
        return fetched;
    }

    private ObjectNode fetch(URI address) {
        try {
            OutgoingClient.Response response = outgoing.send(new OutgoingClient.Request(
                    "GET",
                    address,
                    Map.of("Accept", "application/schema+json, application/json"),
                    new byte[0],
                    PATIENCE));
            if (response.status() == 200) {
                return StrictJson.object(response.body());
            }
            throw new TrustException(
                    NAME, "The schema cannot be had", address + " answered " + response.status() + " instead of 200");
        } catch (OutgoingException e) {
            throw new TrustException(NAME, "The schema cannot be had", String.valueOf(e.getMessage()));
        }
    }

    private static Check fail(String reason) {
        return Check.fail(NAME, "The credential's schema cannot be used", reason);
    }
}
