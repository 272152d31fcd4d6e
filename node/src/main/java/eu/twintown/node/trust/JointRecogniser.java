package eu.twintown.node.trust;

import eu.twintown.node.http.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows participants that prove themselves twice: by what the listener demands (at tier 2 certificate and ephemeral proof), and
 * by what they send along ({@code Authorization}: a self-issued token, a token of an agreement). Such a participant is known
 * by its DID, under which its agreements stand, and has the attributes of both proofs. Who fails the first proof is refused
 * whatever comes along.
 */
public final class JointRecogniser implements Recogniser {
    private final Recogniser demanded;
    private final Recogniser sent;

    private JointRecogniser(Recogniser demanded, Recogniser sent) {
        this.demanded = demanded;
        this.sent = sent;
    }

    /** @param sent those that are asked, in this order, about what is sent along */
    public static Recogniser of(Recogniser demanded, List<Recogniser> sent) {
        return new JointRecogniser(demanded, Recogniser.chain(sent));
    }

    @Override
    public Optional<Principal> recognise(Exchange exchange) {
        Optional<Principal> member = demanded.recognise(exchange);
        if (member.isEmpty() || exchange.header("Authorization").isEmpty()) {
            return member;
        }
        return sent.recognise(exchange)
                .map(known -> joined(member.get(), known))
                .or(() -> member);
    }

    /** A token of an agreement stands for itself: what it opens was settled when it was issued. */
    private static Principal joined(Principal member, Principal known) {
        if (known.kind() == Principal.Kind.ANONYMOUS) {
            return member;
        }
        if (!known.attribute("agreement").isEmpty()) {
            return known;
        }
        Map<String, List<String>> attributes = new LinkedHashMap<>(known.attributes());
        member.attributes().forEach((name, values) -> attributes.merge(name, values, JointRecogniser::both));
        return new Principal(known.id(), known.kind(), known.name(), member.roles(), attributes);
    }

    private static List<String> both(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        other.stream().filter(value -> !one.contains(value)).forEach(both::add);
        return both;
    }
}
