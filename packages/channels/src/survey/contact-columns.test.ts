import { describe, expect, it } from "vitest";
import { profileColumns } from "./column-profile.ts";
import { contactColumn } from "./contact-columns.ts";

function why(name: string, ...values: string[]) {
  const [column] = profileColumns(
    [{ index: 0, name, wording: name }],
    values.map((value) => [value]),
  );
  return contactColumn(column!)?.why;
}

describe("contact columns", () => {
  it("are recognised by name in English", () => {
    for (const name of [
      "Email",
      "E-mail Address",
      "RecipientEmail",
      "customer_email",
      "Phone",
      "Mobile Number",
      "phone_number",
      "ExternalReference",
      "Network ID",
      "Address",
      "openid",
    ])
      expect(why(name), name).toBe("contact");
    for (const name of [
      "Name",
      "First Name",
      "RecipientLastName",
      "full_name",
      "Nickname",
      "Username",
      "Your name",
    ])
      expect(why(name), name).toBe("name");
    for (const name of ["IP Address", "IPAddress", "ip"]) expect(why(name), name).toBe("ip");
    for (const name of ["LocationLatitude", "Longitude", "GPS", "Location 1"])
      expect(why(name), name).toBe("location");
  });

  it("are recognised by name in Chinese", () => {
    for (const name of [
      "邮箱",
      "您的手机号码",
      "联系电话",
      "手机",
      "6、您的手机号",
      "联系方式",
      "微信号",
      "来源详情",
      "收货地址",
    ])
      expect(why(name.replace(/^\d、/, "")), name).toBe("contact");
    for (const name of ["姓名", "您的姓名", "昵称", "微信昵称", "联系人"])
      expect(why(name), name).toBe("name");
    expect(why("来自IP")).toBe("ip");
    expect(why("身份证号")).toBe("identifier");
    expect(why("地理位置")).toBe("location");
  });

  it("are recognised by what is in them, whatever their name", () => {
    expect(why("q17", "a@example.org", "b@example.com", "")).toBe("contact");
    expect(why("field", "13800001234", "13900001234")).toBe("contact");
    expect(why("x", "+49 170 5550012", "+44 20 7946 0958")).toBe("contact");
    expect(why("x", "203.0.113.7", "198.51.100.1(广东-深圳)")).toBe("ip");
    expect(why("x", "(37.618972, -122.374889)")).toBe("location");
    expect(why("x", "11010519491231002X")).toBe("identifier");
    expect(why("branch", "North", "South", "a@example.org")).toBe("contact");
  });

  it("are not the choices of how somebody was reached", () => {
    const head = {
      index: 0,
      name: "How did you reach us? – Email",
      wording: "How did you reach us? – Email",
      group: "How did you reach us?",
      part: "Email",
    };
    const reason = (...cells: string[]) =>
      contactColumn(
        profileColumns(
          [head],
          cells.map((cell) => [cell]),
        )[0]!,
      )?.why;
    expect(reason("Email", "", "Email")).toBeUndefined();
    expect(reason("1", "0")).toBeUndefined();
    expect(reason("a@example.org", "b@example.org")).toBe("contact");
  });

  it("leave the rest alone", () => {
    const harmless = [
      "Store",
      "Product name",
      "Airline",
      "store_name",
      "product_category_name",
      "How did the staff address your problem?",
      "Region",
      "您是否通过微信购买？",
      "门店位置满意度",
      "Which phone do you use to visit our shop?",
      "您对手机的满意度",
      "Email campaign satisfaction score",
      "Description",
    ];
    for (const name of harmless) expect(why(name, "North", "South", "North"), name).toBeUndefined();
    expect(
      why(
        "comment",
        "I wrote to info@example.org twice and nobody ever answered me there",
        "All good here, nothing to say about it",
      ),
    ).toBeUndefined();
  });
});
