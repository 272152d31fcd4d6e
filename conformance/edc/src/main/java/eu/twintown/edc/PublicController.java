package eu.twintown.edc;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.eclipse.edc.connector.dataplane.spi.iam.DataPlaneAuthorizationService;
import org.eclipse.edc.spi.result.Result;
import org.eclipse.edc.spi.types.domain.DataAddress;

/** Answers who brings a token of this connector with what the asset's source answers. */
@Path("/")
public final class PublicController {
    private static final String BASE_URL = "https://w3id.org/edc/v0.0.1/ns/baseUrl";

    private final HttpClient http = HttpClient.newHttpClient();
    private final DataPlaneAuthorizationService authorisation;

    PublicController(DataPlaneAuthorizationService authorisation) {
        this.authorisation = authorisation;
    }

    @GET
    @Path("{path: .*}")
    public Response get(@HeaderParam("Authorization") String token) throws IOException, InterruptedException {
        if (token == null) {
            return Response.status(401).build();
        }
        Result<DataAddress> source = authorisation.authorize(token.replaceFirst("^Bearer ", ""), Map.of());
        if (source.failed()) {
            return Response.status(403).entity(source.getFailureDetail()).build();
        }
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create(source.getContent().getStringProperty(BASE_URL)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return Response.status(answer.statusCode())
                .type(answer.headers().firstValue("Content-Type").orElse("application/octet-stream"))
                .entity(answer.body())
                .build();
    }
}
