package eu.twintown.edc;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.edc.edr.spi.store.EndpointDataReferenceStore;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.spi.types.domain.DataAddress;

/** Shows where, and with which token, the data of a transfer can be fetched; 404 = no such reference (any more). */
@Path("/references")
@Produces(MediaType.APPLICATION_JSON)
public final class ReferenceController {
    private final EndpointDataReferenceStore references;

    ReferenceController(EndpointDataReferenceStore references) {
        this.references = references;
    }

    @GET
    @Path("{transfer}")
    public Response get(@PathParam("transfer") String transfer) {
        StoreResult<DataAddress> found = references.resolveByTransferProcess(transfer);
        return found.succeeded()
                ? Response.ok(found.getContent().getProperties()).build()
                : Response.status(404).build();
    }
}
