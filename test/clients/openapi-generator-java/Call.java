import causeway.ApiClient;
import causeway.api.DealsApi;
import causeway.api.DeliveriesApi;
import causeway.api.EventsApi;
import causeway.model.CreateDeal;
import causeway.model.DealCustomerInput;
import causeway.model.DealType;
import causeway.model.DeliveryList;
import causeway.model.DeliveryStatus;
import causeway.model.MoneyInput;
import causeway.model.PublishEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Publishes an event, pages through deliveries of two statuses, and submits a deal. */
public final class Call {
  public static void main(String[] args) throws Exception {
    var platform = clientWith(System.getenv("CAUSEWAY_PLATFORM_KEY"));
    var partner = clientWith(System.getenv("CAUSEWAY_PARTNER_KEY"));

    var event = new PublishEvent()
        .type("client.checked")
        .data(Map.of("n", 2))
        .partnerIds(List.of(System.getenv("CAUSEWAY_PARTNER_ID")));
    var accepted = new EventsApi(platform).publishEvent(event, null);

    int deliveries = 0;
    int pages = 0;
    String cursor = null;
    var statuses = List.of(DeliveryStatus.DeliveryStatusHeld, DeliveryStatus.DeliveryStatusPending);
    do {
      DeliveryList page = new DeliveriesApi(partner)
          .listDeliveries(cursor, 2, null, null, null, null, null, null, null, null, statuses, null, null, null, null, null, null);
      pages += 1;
      deliveries += page.getData().size();
      cursor = page.getHasMore() ? page.getNextCursor() : null;
    } while (cursor != null);

    var deals = new DealsApi(partner);
    var deal = deals.createDeal(
        new CreateDeal()
            .customer(new DealCustomerInput()
                .companyName("OpenAPI Generator Java GmbH")
                .website("https://www.openapi-generator-java.example"))
            .title("Data platform")
            .expectedValue(new MoneyInput().amount("48000.00").currency("EUR"))
            .closeDate(LocalDate.of(2099, 3, 31))
            .type(DealType.DealTypeNewBusiness),
        null);
    var submitted = deals.submitDeal(deal.getId(), null);

    System.out.printf(
        "{\"event\":\"%s\",\"deliveries\":%d,\"pages\":%d,\"deal\":\"%s\"}%n",
        accepted.getId(), deliveries, pages, submitted.getReviewStatus().getValue());
  }

  private static ApiClient clientWith(String key) {
    var client = new ApiClient();
    client.updateBaseUri(System.getenv("CAUSEWAY_URL"));
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
    return client;
  }
}
