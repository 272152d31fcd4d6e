package eu.twintown.node.dataspace.binding;

import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.jose.TrustException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What of the section {@code dataspace} concerns agreements of this node as consumer.
 *
 * @param agreements what it is to have under an agreement; negotiated by itself
 * @param automatic whether a new agreement of the consumer's side asks for its transfer by itself
 * @param supplyEvery how often supply is checked beside the answers that pass
 */
public record BindingSettings(List<Wish> agreements, boolean automatic, Duration supplyEvery) {
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Map<String, String> PURPOSES =
            Map.of("research", CityProfile.RESEARCH, "emergency", CityProfile.EMERGENCY_RESPONSE);

    public BindingSettings {
        agreements = List.copyOf(agreements);
    }

    /** Reads the keys {@code agreements}, {@code transfer-automatically} and {@code supply} of the section {@code dataspace}. */
    public static BindingSettings read(ConfigNode section) {
        ConfigNode supply = section.section("supply");
        supply.allowOnly("every");
        return new BindingSettings(
                section.list("agreements").stream().map(BindingSettings::wish).toList(),
                section.flag("transfer-automatically", true),
                supply.duration("every", EVERY));
    }

    private static Wish wish(ConfigNode node) {
        node.allowOnly("participant", "address", "dataset", "offer", "purpose", "transfer", "expect");
        ConfigNode expect = node.section("expect");
        expect.allowOnly("max-age", "entities");
        String participant = node.text("participant");
        try {
            Did.parse(participant);
        } catch (TrustException | IllegalArgumentException e) {
            node.fault("participant", "'" + participant + "' is not a DID");
        }
        Optional<String> purpose = node.optionalText("purpose").map(word -> PURPOSES.getOrDefault(word, word));
        if (purpose.filter(iri -> iri.indexOf(':') < 0).isPresent()) {
            node.fault("purpose", "must be research, emergency or an IRI");
        }
        int entities = expect.integer("entities", 0, 0, Integer.MAX_VALUE);
        return new Wish(
                participant,
                node.uri("address"),
                node.text("dataset"),
                node.optionalText("offer"),
                purpose,
                node.oneOf("transfer", "pull", "pull", "push").equals("push"),
                expect.has("max-age") ? Optional.of(expect.duration("max-age", EVERY)) : Optional.empty(),
                entities == 0 ? OptionalLong.empty() : OptionalLong.of(entities));
    }
}
