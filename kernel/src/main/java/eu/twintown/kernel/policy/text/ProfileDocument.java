package eu.twintown.kernel.policy.text;

import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.city.CityProfile;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The city profile as JSON-LD (ODRL and SKOS terms), to be published at its IRI: every term with its labels. */
public final class ProfileDocument {
    private static final List<String> LANGUAGES = List.of("en", "de", "nl", "fr", "es");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ProfileDocument() {}

    public static ObjectNode write() {
        ObjectNode document = NODES.objectNode();
        ObjectNode context = document.putObject("@context");
        context.put("odrl", Odrl.NS)
                .put("skos", "http://www.w3.org/2004/02/skos/core#")
                .put("city", CityProfile.NS);
        context.putObject("label").put("@id", "skos:prefLabel").put("@container", "@language");
        context.putObject("includedIn").put("@id", "odrl:includedIn").put("@type", "@id");
        context.putObject("terms").put("@reverse", "skos:inScheme");
        document.put("@id", CityProfile.NS).put("@type", "skos:ConceptScheme");
        ArrayNode terms = document.putArray("terms");
        for (String operand : new TreeSet<>(CityProfile.OPERANDS)) {
            terms.add(term(operand, "odrl:LeftOperand", "operand."));
        }
        terms.add(term(CityProfile.SHARE_ONWARD, "odrl:Action", "action.").put("includedIn", Odrl.NS + "distribute"));
        terms.add(term(CityProfile.TRAIN_AI, "odrl:Action", "action.").put("includedIn", Odrl.NS + "derive"));
        terms.add(term(CityProfile.RESEARCH, "skos:Concept", "value."));
        terms.add(term(CityProfile.EMERGENCY_RESPONSE, "skos:Concept", "value."));
        return document;
    }

    private static ObjectNode term(String iri, String type, String prefix) {
        ObjectNode term = NODES.objectNode().put("@id", iri).put("@type", type);
        ObjectNode labels = term.putObject("label");
        for (String language : LANGUAGES) {
            labels.put(language, new Messages(Locale.of(language)).text(prefix + Values.local(iri)));
        }
        return term;
    }
}
