package eu.twintown.node.trust.simpl.tier;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import java.net.URI;
import tools.jackson.databind.JsonNode;

/** What the authority and other participants say when they are asked who is who. */
public final class Participants {
    private static final byte[] NOTHING = new byte[0];

    private final Tier2Link link;
    private final AuthoritySettings authority;

    public Participants(Tier2Link link, AuthoritySettings authority) {
        this.link = link;
        this.authority = authority;
    }

    /** What the authority has on record of this participant: organisation, identity attributes, credential. */
    public JsonNode echo() {
        return Answers.json(
                "the authority",
                link.authority(
                        link.request("GET", authority.tier2(Service.IDENTITY_PROVIDER, "/tier2/v2/echo"), NOTHING),
                        link.request("GET", authority.tier2(Service.IDENTITY_PROVIDER, "/v1/mtls/echo"), NOTHING)));
    }

    /**
     * What another participant says of itself.
     *
     * @param peer host name and perhaps port of its tier 2, or its base URL
     */
    public JsonNode ping(String peer) {
        String base = base(peer);
        Response second = link.peer(link.request("GET", URI.create(base + "/tier2/v2/ping"), NOTHING));
        if (second.status() == 404 || second.status() == 405) {
            return Answers.json(
                    "the participant at " + base,
                    link.peer(link.request("GET", URI.create(base + "/v1/mtls/ping"), NOTHING)));
        }
        return Answers.json("the participant at " + base, second);
    }

    /** The base URL of a participant's tier 2. */
    public static String base(String peer) {
        String url = (peer.contains("://") ? peer : "https://" + peer).replaceFirst("/+$", "");
        try {
            URI uri = URI.create(url);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new ProblemException(
                ProblemType.BAD_REQUEST_DATA,
                "'" + peer + "' is no tier-2 address; write a host name such as t2.ghent.example, or an https URL");
    }
}
