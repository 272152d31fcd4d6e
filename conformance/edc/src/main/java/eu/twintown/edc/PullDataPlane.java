package eu.twintown.edc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.eclipse.edc.connector.dataplane.spi.Endpoint;
import org.eclipse.edc.connector.dataplane.spi.iam.DataPlaneAuthorizationService;
import org.eclipse.edc.connector.dataplane.spi.iam.PublicEndpointGeneratorService;
import org.eclipse.edc.edr.spi.store.EndpointDataReferenceStore;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.EdcException;
import org.eclipse.edc.spi.security.Vault;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.web.spi.WebService;
import org.eclipse.edc.web.spi.configuration.ApiContext;
import org.eclipse.edc.web.spi.configuration.PortMapping;
import org.eclipse.edc.web.spi.configuration.PortMappingRegistry;

/**
 * What this release of EDC no longer brings, or Central does not have: the public side of the data plane for
 * {@code HttpData-PULL}, a key pair for its tokens, and a way for a consumer to read the data references it was sent.
 */
public final class PullDataPlane implements ServiceExtension {
    static final String PORT = "twintown.public.port";
    static final String PRIVATE_KEY = "private-key";
    static final String PUBLIC_KEY = "public-key";
    private static final String CONTEXT = "public";

    @Inject
    private WebService web;

    @Inject
    private PortMappingRegistry ports;

    @Inject
    private PublicEndpointGeneratorService endpoints;

    @Inject
    private DataPlaneAuthorizationService authorisation;

    @Inject
    private EndpointDataReferenceStore references;

    @Inject
    private Vault vault;

    @Override
    public void initialize(ServiceExtensionContext context) {
        int port = context.getSetting(PORT, 0);
        String address = "http://127.0.0.1:" + port + "/public";
        keys();
        ports.register(new PortMapping(CONTEXT, port, "/public"));
        endpoints.addGeneratorFunction("HttpData", source -> Endpoint.url(address));
        web.registerResource(CONTEXT, new PublicController(authorisation));
        web.registerResource(ApiContext.MANAGEMENT, new ReferenceController(references));
    }

    private void keys() {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256).keyID(PUBLIC_KEY).generate();
            vault.storeSecret(PRIVATE_KEY, key.toJSONString());
            vault.storeSecret(PUBLIC_KEY, key.toPublicJWK().toJSONString());
        } catch (JOSEException e) {
            throw new EdcException(e);
        }
    }
}
