package eu.twintown.node.catalogue.simpl.check;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.JsonDocument;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.vocabulary.RDF;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A self-description: a credential of one subject, an offering, whose graph is made without asking anybody for a context.
 *
 * <p>Only what the signature covers is taken: the credential's contexts must be the two known ones, the subject's context
 * may only name prefixes, and each property must be written with one of them; what JSON-LD would drop silently is refused.
 *
 * @param json as it was given
 * @param id of the offering
 */
public record SelfDescription(ObjectNode json, String id, String issuer, Model graph) {
    public static final String CREDENTIALS = "https://www.w3.org/2018/credentials/v1";
    public static final String JWS_2020 = "https://w3id.org/security/suites/jws-2020/v1";

    private static final Set<String> MEMBERS = Set.of(
            "@context",
            "id",
            "type",
            "@id",
            "@type",
            "issuer",
            "issuanceDate",
            "expirationDate",
            "validFrom",
            "validUntil",
            "credentialSubject",
            "proof");
    private static final int DEEPEST = 20;

    /**
     * Reads one.
     *
     * @throws DescriptionFault where it is none; says where
     */
    public static SelfDescription parse(String text) {
        JsonNode tree;
        try {
            tree = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new DescriptionFault("It is not JSON: " + e.getOriginalMessage());
        }
        if (tree.isString()) {
            return parse(tree.asString());
        }
        if (!(tree instanceof ObjectNode credential)) {
            throw new DescriptionFault("A self-description is a JSON object");
        }
        return of(credential);
    }

    /** Reads one that is parsed already; see {@link #parse}. */
    public static SelfDescription of(ObjectNode credential) {
        for (String member : credential.propertyNames()) {
            if (!MEMBERS.contains(member)) {
                throw new DescriptionFault("The member '" + member + "' is not known here, so no signature covers it");
            }
        }
        contexts(credential.path("@context"));
        if (!(credential.path("credentialSubject") instanceof ObjectNode subject)) {
            throw new DescriptionFault("credentialSubject must be one object, the offering");
        }
        String id = subject.path("@id").asString(subject.path("id").asString(""));
        if (!id.contains(":")) {
            throw new DescriptionFault("credentialSubject/@id must be the offering's absolute IRI");
        }
        SubjectTerms.check(subject, DEEPEST);
        JsonNode issuer = credential.path("issuer");
        if (issuer.isObject() && issuer.size() > 1) {
            throw new DescriptionFault("issuer must be a DID, or an object with its id alone");
        }
        return new SelfDescription(
                credential, id, issuer.asString(issuer.path("id").asString("")), graph(subject));
    }

    private static void contexts(JsonNode contexts) {
        List<JsonNode> given = contexts.isArray() ? List.copyOf(contexts.values()) : List.of(contexts);
        for (JsonNode context : given) {
            if (!context.isString() || !Set.of(CREDENTIALS, JWS_2020).contains(context.asString())) {
                throw new DescriptionFault(
                        "@context must hold " + CREDENTIALS + " and " + JWS_2020 + " alone; others are not read");
            }
        }
        if (!given.isEmpty() && !given.getFirst().asString("").equals(CREDENTIALS)) {
            throw new DescriptionFault("@context must begin with " + CREDENTIALS);
        }
    }

    /** The graph of an offering alone. */
    public static Model graph(ObjectNode subject) {
        Model model = ModelFactory.createDefaultModel();
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(subject);
        try {
            JsonLd.toRdf(JsonDocument.of(new ByteArrayInputStream(bytes)))
                    .loader(KnownContexts.LOADER)
                    .provide(new ModelWriter(model));
            return model;
        } catch (JsonLdError e) {
            throw new DescriptionFault("It is not JSON-LD: " + e.getMessage());
        }
    }

    /** IRIs of the offering's classes. */
    public List<String> types() {
        return graph.createResource(id).listProperties(RDF.type).toList().stream()
                .map(statement -> statement.getObject())
                .filter(node -> node.isURIResource())
                .map(node -> node.asResource().getURI())
                .toList();
    }

    /** The first text of a property anywhere in the offering. */
    public Optional<String> text(org.apache.jena.rdf.model.Property property) {
        return texts(property).stream().findFirst();
    }

    /** All texts of a property anywhere in the offering. */
    public List<String> texts(org.apache.jena.rdf.model.Property property) {
        return graph.listObjectsOfProperty(property).toList().stream()
                .map(node -> node.isLiteral()
                        ? node.asLiteral().getLexicalForm()
                        : node.asResource().toString())
                .toList();
    }

    /** The parts of the offering of one class, such as its general service properties. */
    public List<Resource> parts(String type) {
        return graph.listResourcesWithProperty(RDF.type, graph.createResource(type))
                .toList();
    }
}
