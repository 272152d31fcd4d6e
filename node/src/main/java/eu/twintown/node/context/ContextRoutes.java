package eu.twintown.node.context;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

/** All NGSI-LD routes over entities, ready to be put into a server. */
public final class ContextRoutes implements HttpService {

    private final BrokerParts parts;

    public ContextRoutes(BrokerParts parts) {
        this.parts = parts;
    }

    @Override
    public void routing(HttpRules rules) {
        EntityWrites writes = new EntityWrites(parts.entities(), parts.clock());
        rules.register(
                new ReadRoutes(parts),
                new EntityRoutes(parts, writes),
                new AttributeRoutes(parts, writes),
                new BatchRoutes(parts),
                new DiscoveryRoutes(parts),
                new TemporalRoutes(parts),
                new PlannedRoutes());
    }
}
