def test_front_says_what_it_is(page):
    front = page("home.front")
    assert "11 CSR 75-15" in front.text.replace("\xa0", " ")
    assert front.title == "Training that proves what it certifies"


def test_front_links_only_to_what_exists(page, client):
    for address in page("home.front").links:
        if address.startswith("/"):
            assert client.get(address).status_code < 400
